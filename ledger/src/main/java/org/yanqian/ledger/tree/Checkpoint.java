package org.yanqian.ledger.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;

/**
 * What a log states of itself (C2SP tlog-checkpoint): three lines, each with a newline.
 *
 * <pre>{@code example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=}</pre>
 *
 * Extension lines are allowed by C2SP and refused here: nobody could audit them.
 *
 * @param origin name of the log, one line
 * @param size leaves, 0 to 2^63−1
 * @param root 32 bytes
 */
public record Checkpoint(String origin, long size, byte[] root) {
    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(c -> c < 0x20)) {
            throw bad("the origin is one line of text");
        }
        if (size < 0) {
            throw bad("the size is not negative");
        }
        if (root.length != TreeHash.LENGTH) {
            throw bad("the root has 32 bytes, found " + root.length);
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /** The text of the note that is signed. */
    public String format() {
        return origin + "\n" + size + "\n" + Base64Text.format(root) + "\n";
    }

    public byte[] formatBytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    /** Throws {@code BAD_CHECKPOINT} unless formatting gives the same text. */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw bad("expected three lines, found " + (lines.length - 1));
        }
        Checkpoint checkpoint =
                new Checkpoint(
                        lines[0],
                        Decimal.parse(lines[1], "BAD_CHECKPOINT", "size"),
                        Base64Text.parse(lines[2], "BAD_CHECKPOINT"));
        if (!checkpoint.format().equals(text)) {
            throw bad("differs from its own form when written again");
        }
        return checkpoint;
    }

    private static CodedException bad(String message) {
        return new CodedException("BAD_CHECKPOINT", message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint c
                && size == c.size
                && origin.equals(c.origin)
                && Arrays.equals(root, c.root);
    }

    @Override
    public int hashCode() {
        return 31 * origin.hashCode() + Arrays.hashCode(root);
    }

    @Override
    public String toString() {
        return origin + " " + size + " " + Hex.format(root);
    }
}
