package org.yanqian.app.backup;

import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * What a backup holds, signed by the service: a file that is cut, missing, changed or added is found
 * before a row is read.
 *
 * @param backup {@code yanqian-backup/1}
 * @param files ascending by path
 * @param origin name of the ledger
 * @param root hex root of the tree of all sealed entries
 * @param schema number of the newest migration
 * @param size sealed entries
 * @param suite of the ledger
 * @param time of the snapshot, UTC with milliseconds
 * @param witnessedSize entries under the largest checkpoint that met the quorum; 0 without a policy
 */
public record BackupManifest(
        String backup,
        List<FileLine> files,
        String origin,
        String root,
        long schema,
        long size,
        String suite,
        String time,
        long witnessedSize) {
    public static final String FORMAT = "yanqian-backup/1";
    public static final String FILE = "manifest";

    /** DSSE payload type of the manifest's signature. */
    public static final String TYPE = "application/vnd.yanqian.backup.v1+json";

    /**
     * @param path below the backup's folder
     * @param rows of the table
     * @param sha256 hex, in both suites
     * @param size in bytes
     */
    public record FileLine(String path, long rows, String sha256, long size) {
        static String path(String table) {
            return "tables/" + table + ".copy.gz";
        }

        String table() {
            return path.substring("tables/".length(), path.length() - ".copy.gz".length());
        }
    }

    /** Throws {@code BAD_FIELD} or {@code UNKNOWN_FORMAT}. */
    static BackupManifest parse(Object content) {
        BackupManifest manifest = RecordCodec.parse(BackupManifest.class, content);
        if (!manifest.backup.equals(FORMAT)) {
            throw new CodedException("UNKNOWN_FORMAT", "unknown backup: " + manifest.backup);
        }
        return manifest;
    }
}
