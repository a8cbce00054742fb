package org.yanqian.ledger.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

/** The rule sets that come with the program, by id, as exact bytes. */
public final class RuleSets {
    /** 威海市生态环境“双随机、一公开”监管工作实施细则, 2023. */
    public static final String WEIHAI_2023 = "weihai-2023";

    private static final List<String> IDS = List.of(WEIHAI_2023);

    private RuleSets() {}

    public static List<String> ids() {
        return IDS;
    }

    /** The bytes that a bureau adopts; {@code UNKNOWN_RULE_SET}. */
    public static byte[] resource(String id) {
        if (!IDS.contains(id)) {
            throw new CodedException(
                    "UNKNOWN_RULE_SET", "no rule set \"" + id + "\", there are " + IDS);
        }
        return read("/rules/" + id + ".json");
    }

    /** H over the exact bytes: the {@code hash} of the adoption, {@code ruleSet} of a draw. */
    public static Bytes hash(Suite suite, byte[] content) {
        return Bytes.of(suite.hash(content));
    }

    static byte[] read(String resource) {
        try (InputStream in = RuleSets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("not packaged: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("a packaged resource cannot be read", e);
        }
    }
}
