package org.yanqian.ledger.event;

/** Streams {@code publication/<drawId>}: what the public was shown, and when. */
public sealed interface PublicationEvent extends EventData {
    static String stream(String drawId) {
        return "publication/" + drawId;
    }

    /** At draw time: the hash alone, so that no firm is warned. */
    @Wire(type = "publication.draw-hash")
    record DrawHashPublished(String drawId, String drawHash) implements PublicationEvent {}

    /** After the embargo: the drawn sites, a list stored and served by its suite hash. */
    @Wire(type = "publication.drawn-list")
    record DrawnListPublished(String drawId, String list, long sites) implements PublicationEvent {}

    /** {@code recorded} is the hash of the inspection event that is published. */
    @Wire(type = "publication.result")
    record ResultPublished(
            String drawId,
            String label,
            String objectId,
            String targetName,
            String inspectedOn,
            String outcome,
            String outcomeText,
            String recorded)
            implements PublicationEvent {}
}
