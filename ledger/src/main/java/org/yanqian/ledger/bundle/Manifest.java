package org.yanqian.ledger.bundle;

import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * Every file of an export but the manifest itself, so that a flipped byte, a missing and an extra
 * file are found before anything is believed.
 *
 * @param export {@code yanqian/1}
 * @param files ascending by path
 * @param size of the ledger exported
 * @param time of writing, UTC with milliseconds
 */
public record Manifest(
        String export, List<FileLine> files, String origin, long size, String suite, String time) {
    public static final String FORMAT = "yanqian/1";
    public static final String FILE = "manifest";

    /** DSSE payload type of the manifest's signature. */
    public static final String TYPE = "application/vnd.yanqian.manifest.v1+json";

    /**
     * @param path below the export's folder, with slashes
     * @param sha256 hex, in both suites
     * @param size in bytes
     */
    public record FileLine(String path, String sha256, long size) {}

    /** Throws {@code BAD_FIELD} or {@code UNKNOWN_FORMAT}. */
    public static Manifest parse(Object content) {
        Manifest manifest = RecordCodec.parse(Manifest.class, content);
        if (!manifest.export.equals(FORMAT)) {
            throw new CodedException("UNKNOWN_FORMAT", "unknown export: " + manifest.export);
        }
        return manifest;
    }
}
