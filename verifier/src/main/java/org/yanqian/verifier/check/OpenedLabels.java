package org.yanqian.verifier.check;

import java.util.Map;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.FrozenTarget;

/** The list of (id, sub) that an event opened, against the sites as frozen. */
final class OpenedLabels {
    private OpenedLabels() {}

    static void check(
            Check10Draw check,
            Located<DrawEvent.LabelsOpened> opened,
            FrozenDraw frozen,
            Evidence evidence) {
        byte[] bytes = evidence.export.read("lists/" + opened.data().list());
        check.same(
                "LIST_HASH",
                opened.index(),
                opened.data().list(),
                Hex.format(evidence.suite.hash(bytes)));
        Map<String, Bytes> subs = LabelList.parse(bytes);
        check.same("OPENED_COUNT", opened.index(), opened.data().opened(), subs.size());
        check.same(
                "OPENED_COUNT",
                opened.index(),
                (long) frozen.targets().size(),
                opened.data().opened() + opened.data().exempt());
        exempt(check, opened);
        for (FrozenTarget target : frozen.targets().values()) {
            Bytes sub = subs.remove(target.id());
            if (sub != null) {
                check.same("LABEL_DIFFERS", opened.index(), target.sub().hex(), sub.hex());
            }
        }
        subs.keySet().forEach(id -> check.failed("LABEL_DIFFERS", opened.index(), "no site", id));
    }

    /** No event of this version grants an exemption, so nobody can have one. */
    static void exempt(Check10Draw check, Located<DrawEvent.LabelsOpened> opened) {
        check.same("EXEMPT_WITHOUT_GROUNDS", opened.index(), 0, opened.data().exempt());
    }
}
