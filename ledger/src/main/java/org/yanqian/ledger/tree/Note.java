package org.yanqian.ledger.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;

/**
 * A text with signatures (C2SP signed-note): the text, an empty line, then lines {@code — <key name>
 * base64(u32be key id ‖ signature)}. A parsed note proves nothing until keys that the reader trusts
 * have verified it.
 *
 * @param text ends with a newline; may hold empty lines
 * @param signatures one or more
 */
public record Note(String text, List<Signature> signatures) {
    /** Signatures that a note may carry; C2SP asks for 16 at least. */
    public static final int MAX_SIGNATURES = 100;

    private static final String DASH = "— ";

    /**
     * One signature line.
     *
     * @param keyName without spaces and plus signs
     * @param keyId first four bytes of the key's hash, big-endian
     * @param bytes the signature after the key id, one byte or more
     */
    public record Signature(String keyName, int keyId, byte[] bytes) {
        public Signature {
            requireName(keyName);
            if (bytes.length == 0) {
                throw bad("an empty signature by " + keyName);
            }
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        /** The line with its newline. */
        public String format() {
            byte[] raw = ByteBuffer.allocate(4 + bytes.length).putInt(keyId).put(bytes).array();
            return DASH + keyName + " " + Base64Text.format(raw) + "\n";
        }

        /** The line without its newline; throws {@code BAD_NOTE}. */
        public static Signature parse(String line) {
            int space = line.indexOf(' ', DASH.length());
            if (!line.startsWith(DASH) || space < 0) {
                throw bad("not a signature line: " + line);
            }
            byte[] raw = Base64Text.parse(line.substring(space + 1), "BAD_NOTE");
            if (raw.length < 5) {
                throw bad("a signature without bytes: " + line);
            }
            return new Signature(
                    line.substring(DASH.length(), space),
                    ByteBuffer.wrap(raw).getInt(),
                    Arrays.copyOfRange(raw, 4, raw.length));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature s
                    && keyId == s.keyId
                    && keyName.equals(s.keyName)
                    && Arrays.equals(bytes, s.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * keyName.hashCode() + Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return keyName + "+" + Hex.format(ByteBuffer.allocate(4).putInt(keyId).array());
        }
    }

    public Note {
        if (!text.endsWith("\n")) {
            throw bad("the text ends with a newline");
        }
        if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw bad("a control character in the text");
        }
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw bad("a note has 1 to 100 signatures, found " + signatures.size());
        }
    }

    public String format() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.format()));
        return out.toString();
    }

    public byte[] formatBytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    /** The same note with one more signature. */
    public Note with(Signature signature) {
        List<Signature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new Note(text, all);
    }

    /** Throws {@code BAD_NOTE} unless formatting gives the same bytes. */
    public static Note parse(byte[] bytes) {
        String all;
        try {
            all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new CodedException("BAD_NOTE", "not valid UTF-8", e);
        }
        // The last empty line parts text and signatures.
        int gap = all.lastIndexOf("\n\n");
        if (gap < 0 || !all.endsWith("\n")) {
            throw bad("no empty line before the signatures, or no newline at the end");
        }
        List<Signature> signatures = new ArrayList<>();
        String[] lines = all.substring(gap + 2).split("\n", MAX_SIGNATURES + 2);
        for (int i = 0; i < lines.length - 1; i++) {
            signatures.add(Signature.parse(lines[i]));
        }
        Note note = new Note(all.substring(0, gap + 1), signatures);
        if (!note.format().equals(all)) {
            throw bad("differs from its own form when written again");
        }
        return note;
    }

    /** Throws {@code BAD_NOTE} for an empty name and one with a space, plus or control character. */
    static void requireName(String name) {
        boolean wrong =
                name.codePoints()
                        .anyMatch(c -> c <= 0x20 || c == '+' || c == 0x85 || isSpaceOrLone(c));
        if (name.isEmpty() || wrong) {
            throw bad("not a key name: \"" + name + "\"");
        }
    }

    private static boolean isSpaceOrLone(int point) {
        return Character.isSpaceChar(point) || point >= 0xD800 && point <= 0xDFFF;
    }

    private static CodedException bad(String message) {
        return new CodedException("BAD_NOTE", message);
    }
}
