package org.yanqian.ledger.spec;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/**
 * One example being worked again: inputs are taken from the block, results are put. What was neither
 * taken nor put is missing from {@link #again}, so a block cannot hold a line that nothing checks.
 */
final class Worked {
    private final Map<String, Object> block;
    private final Map<String, Object> again = new LinkedHashMap<>();

    Worked(Map<String, Object> block) {
        this.block = block;
    }

    Map<String, Object> again() {
        return again;
    }

    /** An input. */
    Object in(String key) {
        if (!block.containsKey(key)) {
            throw new AssertionError("the block has no " + key);
        }
        again.put(key, block.get(key));
        return block.get(key);
    }

    String text(String key) {
        return (String) in(key);
    }

    byte[] utf8(String key) {
        return text(key).getBytes(StandardCharsets.UTF_8);
    }

    byte[] hex(String key) {
        return Hex.parse(text(key));
    }

    Bytes bytes(String key) {
        return Bytes.of(hex(key));
    }

    long number(String key) {
        return (Long) in(key);
    }

    boolean flag(String key) {
        return (Boolean) in(key);
    }

    Suite suite() {
        return Suite.of(text("suite"));
    }

    @SuppressWarnings("unchecked")
    <T> List<T> list(String key) {
        return (List<T>) in(key);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String key) {
        return (Map<String, Object>) in(key);
    }

    /** A part of the block with inputs and results of its own. */
    @SuppressWarnings("unchecked")
    Worked part(String key) {
        Worked part = new Worked((Map<String, Object>) block.get(key));
        put(key, part.again);
        return part;
    }

    Map<String, Bytes> labels(String key) {
        return labels(map(key));
    }

    static Map<String, Bytes> labels(Map<String, Object> map) {
        Map<String, Bytes> labels = new TreeMap<>();
        map.forEach((k, v) -> labels.put(k, Bytes.ofHex((String) v)));
        return labels;
    }

    static List<Bytes> labels(List<?> texts) {
        return texts.stream().map(t -> Bytes.ofHex((String) t)).toList();
    }

    /** A result; never one of the inputs. */
    void put(String key, Object value) {
        if (again.put(key, value) != null) {
            throw new AssertionError(key + " is an input");
        }
    }

    void put(String key, byte[] value) {
        put(key, Hex.format(value));
    }

    void put(String key, Bytes value) {
        put(key, value.hex());
    }

    static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(Hex::format).toList();
    }

    static List<byte[]> utf8(List<String> texts) {
        return texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
    }

    PrivateKey key(String name) {
        return ed25519(hex(name));
    }

    /** The Ed25519 key with this secret. */
    static PrivateKey ed25519(byte[] secret) {
        return PrivateKey.generate(
                Suite.INTL,
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        System.arraycopy(secret, 0, bytes, 0, bytes.length);
                    }
                });
    }

    static PoolInspector inspector(Map<?, ?> json) {
        return new PoolInspector(
                Bytes.ofHex((String) json.get("label")),
                (Long) json.get("capacity"),
                Bytes.ofHex((String) json.get("record")));
    }

    static RoleEligibility eligibility(Map<?, ?> json) {
        return new RoleEligibility(
                (Long) json.get("demand"),
                labels((List<?>) json.get("eligible")),
                Bytes.ofHex((String) json.get("salt")));
    }

    /** Eligibility as the cases hold it, by candidate and role. */
    static Map<Bytes, Map<String, RoleEligibility>> allEligibility(Map<String, Object> json) {
        Map<Bytes, Map<String, RoleEligibility>> all = new LinkedHashMap<>();
        json.forEach(
                (label, roles) -> {
                    Map<String, RoleEligibility> byRole = new TreeMap<>();
                    ((Map<?, ?>) roles)
                            .forEach((r, e) -> byRole.put((String) r, eligibility((Map<?, ?>) e)));
                    all.put(Bytes.ofHex(label), byRole);
                });
        return all;
    }

    static List<PoolInspector> inspectors(List<Map<String, Object>> json) {
        List<PoolInspector> list = new ArrayList<>();
        json.forEach(i -> list.add(inspector(i)));
        return list;
    }
}
