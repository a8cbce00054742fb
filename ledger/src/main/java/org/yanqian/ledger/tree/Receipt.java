package org.yanqian.ledger.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

/**
 * Proof, to be kept, that an entry stands in the ledger (C2SP tlog-proof):
 *
 * <pre>{@code c2sp.org/tlog-proof@v1
 * index 73894
 * <audit path, a base64 hash per line, the leaf's sibling first>
 *
 * <the signed checkpoint>}</pre>
 *
 * @param index of the entry
 * @param path at most 63 hashes
 * @param checkpoint as its signers left it
 * @param extra opaque bytes that nobody signed; ours hold none
 */
public record Receipt(long index, List<byte[]> path, Note checkpoint, Optional<byte[]> extra) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    /** Longest possible audit path below 2^63 leaves. */
    public static final int MAX_PATH = 63;

    public Receipt {
        if (index < 0) {
            throw bad("the index is not negative");
        }
        Checkpoint.parse(checkpoint.text());
        path = List.copyOf(path);
        if (path.size() > MAX_PATH || path.stream().anyMatch(h -> h.length != TreeHash.LENGTH)) {
            throw bad("the path has at most 63 hashes of 32 bytes");
        }
    }

    public Receipt(long index, List<byte[]> path, Note checkpoint) {
        this(index, path, checkpoint, Optional.empty());
    }

    public byte[] format() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        extra.ifPresent(e -> out.append("extra ").append(Base64Text.format(e)).append('\n'));
        out.append("index ").append(index).append('\n');
        path.forEach(hash -> out.append(Base64Text.format(hash)).append('\n'));
        out.append('\n').append(checkpoint.format());
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Throws {@code BAD_RECEIPT}, {@code BAD_NOTE} or {@code BAD_CHECKPOINT} unless formatting gives the same bytes. */
    public static Receipt parse(byte[] bytes) {
        String all;
        try {
            all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new CodedException("BAD_RECEIPT", "not valid UTF-8", e);
        }
        int gap = all.indexOf("\n\n");
        if (gap < 0) {
            throw bad("no empty line before the checkpoint");
        }
        String[] lines = all.substring(0, gap).split("\n", MAX_PATH + 4);
        int at = 0;
        if (!lines[at++].equals(HEADER)) {
            throw bad("expected " + HEADER + ", found " + lines[0]);
        }
        Optional<byte[]> extra = Optional.empty();
        if (at < lines.length && lines[at].startsWith("extra ")) {
            extra = Optional.of(Base64Text.parse(lines[at++].substring(6), "BAD_RECEIPT"));
        }
        if (at == lines.length || !lines[at].startsWith("index ")) {
            throw bad("expected a line with the index");
        }
        long index = Decimal.parse(lines[at++].substring(6), "BAD_RECEIPT", "index");
        List<byte[]> path = new ArrayList<>();
        while (at < lines.length) {
            path.add(Base64Text.parse(lines[at++], "BAD_RECEIPT"));
        }
        byte[] note = all.substring(gap + 2).getBytes(StandardCharsets.UTF_8);
        Receipt receipt = new Receipt(index, path, Note.parse(note), extra);
        if (!java.util.Arrays.equals(receipt.format(), bytes)) {
            throw bad("differs from its own form when written again");
        }
        return receipt;
    }

    /**
     * The checkpoint that proves the entry with this leaf hash, with the cosignatures found; whether
     * they suffice is the policy's matter. Throws {@code NOT_INCLUDED} and what {@link
     * SignedCheckpoint#verify} throws.
     */
    public SignedCheckpoint check(
            byte[] leafHash, List<NoteKey> logKeys, List<NoteKey> witnessKeys) {
        SignedCheckpoint signed = SignedCheckpoint.verify(checkpoint, logKeys, witnessKeys);
        Checkpoint head = signed.checkpoint();
        if (!Proofs.checkInclusion(Suite.INTL, leafHash, index, head.size(), path, head.root())) {
            throw new CodedException(
                    "NOT_INCLUDED", "the path does not lead from entry " + index + " to " + head);
        }
        return signed;
    }

    private static CodedException bad(String message) {
        return new CodedException("BAD_RECEIPT", message);
    }
}
