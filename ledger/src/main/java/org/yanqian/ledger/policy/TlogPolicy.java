package org.yanqian.ledger.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.tree.NoteKey;

/**
 * Logs, witnesses and quorum (C2SP tlog-policy). Stricter than C2SP in three points: {@code quorum
 * none} is refused, a log may not be its own witness, names are UTF-8.
 */
public final class TlogPolicy {
    /** Name of the file inside a policy's folder. */
    public static final String FILE = "tlog-policy";

    /**
     * @param key of a log (type 01) or witness (type 04)
     * @param url empty if the policy names none
     */
    public record Peer(NoteKey key, String url) {}

    private record Group(int threshold, List<String> members) {}

    private final List<Peer> logs = new ArrayList<>();
    private final Map<String, Peer> witnesses = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Set<String> grouped = new HashSet<>();
    private final byte[] text;
    private String quorum;

    private TlogPolicy(byte[] text) {
        this.text = text;
    }

    /** Throws {@code BAD_POLICY}, naming the line. */
    public static TlogPolicy parse(byte[] text) {
        TlogPolicy policy = new TlogPolicy(text.clone());
        // One character per octet: the syntax is ASCII, and comments may be in any encoding.
        String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            try {
                policy.line(lines[i]);
            } catch (CodedException e) {
                throw bad("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        if (!lines[lines.length - 1].isEmpty()) {
            // A file cut short could name another quorum.
            throw bad("the last line does not end with a newline", null);
        }
        if (policy.quorum == null) {
            throw bad("there is no quorum line", null);
        }
        return policy;
    }

    private void line(String octets) {
        if (octets.chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7F)) {
            throw bad("a control character; lines end with a newline alone", null);
        }
        List<String> items =
                Arrays.stream(octets.split("[ \t]+")).filter(item -> !item.isEmpty()).toList();
        if (items.isEmpty() || items.get(0).startsWith("#")) {
            return;
        }
        List<String> words = items.stream().map(TlogPolicy::utf8).toList();
        switch (words.get(0)) {
            case "log" -> log(words);
            case "witness" -> witness(words);
            case "group" -> group(words);
            case "quorum" -> quorum(words);
            default -> throw bad("expected log, witness, group or quorum: " + words.get(0), null);
        }
    }

    private void log(List<String> words) {
        requireItems(words, 2, 3, "log <vkey> [<url>]");
        NoteKey key = key(words.get(1), NoteKey.Type.ED25519);
        logs.add(new Peer(key, words.size() > 2 ? words.get(2) : ""));
    }

    private void witness(List<String> words) {
        requireItems(words, 3, 4, "witness <name> <vkey> [<url>]");
        requireNew(words.get(1));
        NoteKey key = key(words.get(2), NoteKey.Type.COSIGNATURE_V1);
        witnesses.put(words.get(1), new Peer(key, words.size() > 3 ? words.get(3) : ""));
    }

    private NoteKey key(String vkey, NoteKey.Type type) {
        NoteKey key = NoteKey.parse(vkey);
        if (key.type() != type) {
            throw bad("expected a key of type 0" + type.code() + ": " + vkey, null);
        }
        List<Peer> peers = new ArrayList<>(logs);
        peers.addAll(witnesses.values());
        for (Peer peer : peers) {
            if (peer.key().key().equals(key.key())) {
                throw bad("the same key stands there twice: " + vkey, null);
            }
        }
        return key;
    }

    private void group(List<String> words) {
        requireItems(words, 4, Integer.MAX_VALUE, "group <name> all|any|<k> <name>...");
        String name = words.get(1);
        requireNew(name);
        List<String> members = List.copyOf(words.subList(3, words.size()));
        for (String member : members) {
            requireDefined(member);
            if (!grouped.add(member)) {
                throw bad(member + " is already a member of a group", null);
            }
        }
        groups.put(name, new Group(threshold(words.get(2), members.size()), members));
    }

    private static int threshold(String text, int members) {
        if (text.equals("any")) {
            return 1;
        }
        if (text.equals("all")) {
            return members;
        }
        if (text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= members) {
            return Integer.parseInt(text);
        }
        throw bad("expected all, any or 1 to " + members + ": " + text, null);
    }

    private void quorum(List<String> words) {
        requireItems(words, 2, 2, "quorum <name>");
        if (quorum != null) {
            throw bad("a second quorum line", null);
        }
        if (words.get(1).equals("none")) {
            throw bad("quorum none: nothing is proven without a witness", null);
        }
        requireDefined(words.get(1));
        quorum = words.get(1);
    }

    private void requireNew(String name) {
        if (name.equals("none") || isDefined(name)) {
            throw bad("the name is taken: " + name, null);
        }
    }

    private void requireDefined(String name) {
        if (!isDefined(name)) {
            throw bad("no witness or group of this name above: " + name, null);
        }
    }

    private boolean isDefined(String name) {
        return witnesses.containsKey(name) || groups.containsKey(name);
    }

    private static void requireItems(List<String> words, int least, int most, String form) {
        if (words.size() < least || words.size() > most) {
            throw bad("expected " + form, null);
        }
    }

    private static String utf8(String octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("not valid UTF-8", e);
        }
    }

    /** The file as it was read. */
    public byte[] bytes() {
        return text.clone();
    }

    public List<Peer> logs() {
        return List.copyOf(logs);
    }

    /** By the name that the policy gives them, in its order; not by the name of their key. */
    public Map<String, Peer> witnesses() {
        return Collections.unmodifiableMap(witnesses);
    }

    /** Whether these witnesses, by the policy's names, suffice; unknown names count nothing. */
    public boolean quorumMet(Collection<String> witnessNames) {
        return met(quorum, new HashSet<>(witnessNames));
    }

    /**
     * The first second at which the quorum was met, given when each witness cosigned (seconds since
     * 1970, 1 or more); empty if it never was.
     */
    public OptionalLong quorumMetAt(Map<String, Long> cosignedAtSeconds) {
        return cosignedAtSeconds.values().stream()
                .mapToLong(Long::longValue)
                .filter(limit -> limit > 0)
                .sorted()
                .filter(limit -> quorumMet(namesUntil(cosignedAtSeconds, limit)))
                .findFirst();
    }

    private static List<String> namesUntil(Map<String, Long> times, long limit) {
        return times.entrySet().stream()
                .filter(e -> e.getValue() > 0 && e.getValue() <= limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether all witnesses but these could meet the quorum. */
    public boolean canQuorumBeMetWithout(Collection<String> witnessNames) {
        Set<String> others = new HashSet<>(witnesses.keySet());
        others.removeAll(witnessNames);
        return quorumMet(others);
    }

    private boolean met(String name, Set<String> present) {
        Group group = groups.get(name);
        if (group == null) {
            return present.contains(name) && witnesses.containsKey(name);
        }
        return group.members.stream().filter(member -> met(member, present)).count()
                >= group.threshold;
    }

    private static CodedException bad(String message, Throwable cause) {
        return new CodedException("BAD_POLICY", message, cause);
    }
}
