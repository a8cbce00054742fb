package org.yanqian.ledger.event;

/** Streams {@code import/<bureau>/<id>}: one file taken into a registry. */
public sealed interface ImportEvent extends EventData {
    static String stream(String bureau, String importId) {
        return "import/" + bureau + "/" + importId;
    }

    /**
     * @param kind {@code target} or {@code inspector}
     * @param fileHash suite hash of the file's bytes
     * @param partial true when rows were rejected and the bureau confirmed to keep the good ones
     */
    @Wire(type = "registry.imported")
    record RegistryImported(
            String kind,
            String fileName,
            String fileHash,
            String charset,
            long rows,
            long added,
            long changed,
            long unchanged,
            long rejected,
            boolean partial)
            implements ImportEvent {}
}
