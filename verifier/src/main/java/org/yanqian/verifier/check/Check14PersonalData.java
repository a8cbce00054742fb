package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.bundle.Openings.ErasedValue;
import org.yanqian.ledger.bundle.Openings.OpenedValue;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.event.PersonalNumbers;

/**
 * 14 Personal data: no event holds a resident identity or mobile number; who asks for an erasure does
 * not decide it; personal values that the auditor brings are those of the digests, and what is said
 * to be erased was erased by an event.
 */
public final class Check14PersonalData extends Check {
    private record Asked(long index, String officer, ErasureRequested request) {}

    private record Claim(long index, String stream) {}

    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, Long> erased = new HashMap<>();
    private final Map<String, Long> opened = new TreeMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private Map<String, List<OpenedValue>> values;
    private Map<String, List<ErasedValue>> gone;
    private long digests;
    private long proven;

    public Check14PersonalData() {
        super("14");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() == null) {
            return;
        }
        if (PersonalNumbers.isSuspicious(item.entry().eventBytes())) {
            PersonalNumbers.find(item.data())
                    .ifPresent(
                            hit ->
                                    fail(
                                            "PERSONAL_NUMBER",
                                            item.index(),
                                            "no personal number",
                                            hit.field() + ": " + hit.kind().zh()));
        }
        LedgerEvent event = item.entry().event();
        if (event.data() instanceof ErasureRequested e) {
            asked.put(e.entry(), new Asked(item.index(), event.actor().officer(), e));
        }
        if (event.data() instanceof PersonErased e) {
            erasure(item.index(), event, e);
        }
        if (evidence.openings != null) {
            openings(item, event, evidence);
        }
    }

    private void erasure(long index, LedgerEvent event, PersonErased data) {
        Asked request = asked.remove(data.entry());
        erased.put(data.entry(), index);
        if (request == null || request.request().request() != data.request()) {
            fail("ERASED_BY_ONE", index, "a request before it", "none");
            return;
        }
        if (request.officer().equals(event.actor().officer())) {
            fail("ERASED_BY_ONE", index, "another than " + request.officer(), request.officer());
        }
        equal("ERASURE_DIFFERS", index, request.request().reason(), data.reason());
        equal("ERASURE_DIFFERS", index, request.request().article(), data.article());
    }

    private void openings(Item item, LedgerEvent event, Evidence evidence) {
        if (values == null) {
            values = new HashMap<>();
            gone = new HashMap<>();
            for (OpenedValue value : evidence.openings.values()) {
                values.computeIfAbsent(value.event(), e -> new ArrayList<>()).add(value);
            }
            for (ErasedValue value : evidence.openings.erased()) {
                gone.computeIfAbsent(value.event(), e -> new ArrayList<>()).add(value);
            }
        }
        Map<String, String> held = PersonalDigest.in(event.data());
        digests += held.size();
        List<OpenedValue> here = values.remove(event.id());
        for (OpenedValue value : here == null ? List.<OpenedValue>of() : here) {
            guarded(item.index(), () -> opening(item.index(), event, held, value, evidence));
        }
        List<ErasedValue> said = gone.remove(event.id());
        for (ErasedValue value : said == null ? List.<ErasedValue>of() : said) {
            if (held.containsKey(value.field())) {
                claims.add(new Claim(item.index(), event.stream()));
            } else {
                fail("OPENING_UNKNOWN", item.index(), "a field with a digest", value.field());
            }
        }
    }

    // Neither value nor salt is repeated: a report is shown to more people than the openings.
    private void opening(
            long index,
            LedgerEvent event,
            Map<String, String> held,
            OpenedValue value,
            Evidence evidence) {
        String digest = held.get(value.field());
        if (digest == null) {
            fail("OPENING_UNKNOWN", index, "a field with a digest", value.field());
            return;
        }
        String found = value.digest(evidence.suite);
        if (!found.equals(digest)) {
            fail("OPENING_DIFFERS", index, value.field() + " " + digest, found);
            return;
        }
        proven++;
        opened.put(event.stream(), index);
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger()) {
            notChecked("NEEDS_EXPORT");
            return;
        }
        if (evidence.openings == null) {
            notChecked("NO_OPENINGS");
            return;
        }
        equal("ORIGIN_DIFFERS", -1, evidence.policy.origin(), evidence.openings.origin());
        if (values != null) {
            values.keySet()
                    .forEach(id -> fail("OPENING_UNKNOWN", -1, "an event of the ledger", id));
            gone.keySet().forEach(id -> fail("OPENING_UNKNOWN", -1, "an event of the ledger", id));
        }
        for (Claim claim : claims) {
            if (!erased.containsKey(claim.stream())) {
                fail("ERASURE_UNKNOWN", claim.index(), "person.erased", "none");
            }
        }
        opened.forEach(
                (stream, index) -> {
                    if (erased.containsKey(stream)) {
                        note(
                                "OPENED_THOUGH_ERASED",
                                index,
                                "erased at " + erased.get(stream),
                                stream);
                    }
                });
        long closed = digests - proven - claims.size();
        if (!claims.isEmpty()) {
            note("VALUES_ERASED", -1, digests + " digests", claims.size() + " erased");
        }
        if (closed > 0) {
            note("VALUES_NOT_OPENED", -1, digests + " digests", closed + " not opened");
        }
    }
}
