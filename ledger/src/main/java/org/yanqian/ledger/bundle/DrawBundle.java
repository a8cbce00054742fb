package org.yanqian.ledger.bundle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.sign.Signer;

/**
 * The public proof of one draw, one file. Before the embargo ends {@code opening} is empty: nothing
 * then links a label to a site or a visit to a person.
 *
 * @param bundle {@code yanqian-draw/1}; sorts before every other key, so a file shows at its head
 *     what it is
 * @param candidates one block per stratum, ascending
 * @param checkpoints ascending by size: for the announcement, the close, and the last
 * @param consistency from each checkpoint to the last
 * @param entries ascending by index
 * @param opening one element once the embargo has ended
 * @param stamps time-stamp tokens over these checkpoints, by use and authority
 * @param uniqueness {@code not checked}: an inclusion proof cannot show absence
 */
public record DrawBundle(
        String bundle,
        List<Stratum> candidates,
        List<CheckpointNote> checkpoints,
        List<Consistency> consistency,
        String drawId,
        List<ProvenEntry> entries,
        Pool inspectors,
        List<Opening> opening,
        String origin,
        List<Stamp> stamps,
        String suite,
        String uniqueness) {
    public static final String FORMAT = "yanqian-draw/1";

    /** DSSE payload type of the bundle's signature. */
    public static final String TYPE = "application/vnd.yanqian.draw-bundle.v1+json";

    public static final String NOT_CHECKED = "not checked";

    private static final String HEAD = "{\"content\":{\"bundle\":\"" + FORMAT + "\"";
    private static final String TAIL = "},\"signature\":{\"key\":\"";

    /** {@code use}: {@code announcement}, {@code close}, {@code last} or {@code revocation}. */
    public record CheckpointNote(String note, String use) {}

    /**
     * @param token RFC 3161, DER in base64
     * @param use of the checkpoint that it is over, as {@link CheckpointNote#use}
     */
    public record Stamp(String authority, String token, String use) {}

    /** RFC 9162 proof, hashes concatenated in base64. */
    public record Consistency(long from, String proof, long to) {}

    /**
     * @param entry the signed entry as a JSON object; its canonical bytes are the leaf
     * @param path audit path to the last checkpoint, hashes concatenated in base64
     */
    public record ProvenEntry(Object entry, long index, String path) {}

    /**
     * Candidate leaves of a stratum, ascending by label. Candidates are numbered from 0 through all
     * strata.
     *
     * @param excluded numbers of the excluded ones
     * @param labels 32 bytes each, concatenated in base64
     * @param records likewise
     * @param weights in the order of the labels
     */
    public record Stratum(
            List<Long> excluded,
            String labels,
            String records,
            String stratum,
            List<Long> weights) {}

    /** Inspector leaves, ascending by label, numbered from 0. */
    public record Pool(List<Long> capacities, String labels, String records) {}

    /**
     * @param eligibility leaves of all candidates that are not excluded
     * @param ids of every site that is not exempt from publication, ascending
     * @param sets distinct eligible sets of the drawn visits, as ascending numbers of inspectors
     * @param subs in the order of the ids, 32 bytes each, concatenated in base64; with its sub an id
     *     gives its label to whoever recomputes
     * @param visits every drawn candidate with its set and team, one line per role
     */
    public record Opening(
            List<RoleMacs> eligibility,
            List<String> ids,
            List<List<Long>> sets,
            String subs,
            List<Visit> visits) {}

    /**
     * Leaves that share role and demand.
     *
     * @param candidates numbers, in runs
     * @param macs MAC over the set of each, 32 bytes, concatenated in base64
     */
    public record RoleMacs(List<Run> candidates, long demand, String macs, String role) {}

    public record Run(long count, long first) {}

    /**
     * @param candidate number
     * @param salt es, base64 of 32 bytes
     * @param set number of its eligible set
     * @param team numbers of inspectors, ascending; empty when the visit is owed
     */
    public record Visit(long candidate, String role, String salt, long set, List<Long> team) {}

    /** The file's bytes. */
    public byte[] write(Signer signer) {
        return SignedDocument.write(RecordCodec.format(this), TYPE, signer);
    }

    /** Throws {@code BAD_FIELD} or {@code UNKNOWN_FORMAT}. */
    public static DrawBundle parse(Map<String, Object> content) {
        DrawBundle bundle = RecordCodec.parse(DrawBundle.class, content);
        if (!bundle.bundle.equals(FORMAT)) {
            throw new CodedException("UNKNOWN_FORMAT", "unknown bundle: " + bundle.bundle);
        }
        return bundle;
    }

    /**
     * Whether a file was meant as a bundle, by its head or its tail: one flipped byte can spoil only
     * one of them, and such a file is refuted, not unreadable.
     */
    public static boolean isRecognised(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.startsWith(HEAD)
                || text.substring(Math.max(0, text.length() - 256)).contains(TAIL);
    }
}
