package org.yanqian.ledger.draw.cases;

import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.draw.drand.DrandScheme;

/**
 * Drand rounds as JSON: {@code {"rounds": [{chain, scheme, public_key, round, signature,
 * previous_signature}]}} or the array alone. Each round is verified under the key and scheme that it
 * names itself, and a stated {@code randomness} must be that of its signature: this says nothing about which chain a draw may use.
 */
public final class RoundReader {
    private RoundReader() {}

    /**
     * @param chain the round's own name for its chain, "?" where it has none
     * @param round the round's number as written, "?" where it has none
     */
    public record Verdict(String chain, String round, boolean valid) {
        /** {@code <chain> <round> valid} or {@code … invalid}. */
        public String line() {
            return chain + " " + round + " " + (valid ? "valid" : "invalid");
        }
    }

    /** One verdict per round, in order. {@code MALFORMED} if there is no list of rounds at all. */
    public static List<Verdict> read(Object json) {
        Node root = new Node(json, "file");
        Node rounds = json instanceof List<?> ? root : root.at("rounds");
        return rounds.list(RoundReader::verdict);
    }

    private static Verdict verdict(Node node) {
        return new Verdict(shown(node, "chain"), shown(node, "round"), valid(node));
    }

    // One line is one verdict: a name with a line break must not be able to forge another.
    private static String shown(Node node, String key) {
        Object value = node.isObject() && node.has(key) ? node.at(key).value() : null;
        return value == null ? "?" : value.toString().replaceAll("\\p{Cntrl}|\\s", "?");
    }

    private static boolean valid(Node node) {
        try {
            DrandScheme scheme = DrandScheme.of(node.at("scheme").text());
            byte[] previous =
                    scheme.chained()
                            ? Hex.parse(node.at("previous_signature").text())
                            : new byte[0];
            byte[] signature = Hex.parse(node.at("signature").text());
            boolean stated =
                    !node.has("randomness")
                            || node.at("randomness")
                                    .hash()
                                    .equals(DrandChain.randomness(signature));
            return stated
                    && DrandChain.verify(
                            scheme,
                            Hex.parse(node.at("public_key").text()),
                            node.at("round").integer(),
                            signature,
                            previous);
        } catch (CodedException e) {
            // missing field, wrong type, malformed hex, unknown scheme: nothing that could be valid
            return false;
        }
    }
}
