package org.yanqian.ledger.witness;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.tree.Base64Text;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Decimal;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.TreeHash;

/**
 * Body of an add-checkpoint request (C2SP tlog-witness).
 *
 * @param oldSize of the checkpoint that the witness cosigned last, 0 for none
 * @param proof of consistency, at most 63 hashes
 * @param note the signed checkpoint
 */
public record AddCheckpoint(long oldSize, List<byte[]> proof, Note note) {
    private static final int MAX_PROOF = 63;

    public AddCheckpoint {
        if (oldSize < 0) {
            throw bad("the old size is not negative");
        }
        proof = List.copyOf(proof);
        if (proof.size() > MAX_PROOF || proof.stream().anyMatch(h -> h.length != TreeHash.LENGTH)) {
            throw bad("a proof has at most 63 hashes of 32 bytes");
        }
        Checkpoint.parse(note.text());
    }

    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.text());
    }

    public byte[] format() {
        StringBuilder out = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> out.append(Base64Text.format(hash)).append('\n'));
        return out.append('\n').append(note.format()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Throws {@code BAD_REQUEST}, {@code BAD_NOTE} or {@code BAD_CHECKPOINT} unless formatting gives
     * the same bytes.
     */
    public static AddCheckpoint parse(byte[] body) {
        String all;
        try {
            all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new CodedException("BAD_REQUEST", "not valid UTF-8", e);
        }
        int gap = all.indexOf("\n\n");
        if (gap < 0 || !all.startsWith("old ")) {
            throw bad("expected a line with the old size, a proof and an empty line");
        }
        String[] lines = all.substring(0, gap).split("\n", MAX_PROOF + 3);
        long oldSize = Decimal.parse(lines[0].substring(4), "BAD_REQUEST", "old size");
        List<byte[]> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(Base64Text.parse(lines[i], "BAD_REQUEST"));
        }
        byte[] note = all.substring(gap + 2).getBytes(StandardCharsets.UTF_8);
        AddCheckpoint request = new AddCheckpoint(oldSize, proof, Note.parse(note));
        if (!Arrays.equals(request.format(), body)) {
            throw bad("differs from its own form when written again");
        }
        return request;
    }

    private static CodedException bad(String message) {
        return new CodedException("BAD_REQUEST", message);
    }
}
