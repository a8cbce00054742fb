package org.yanqian.verifier.sample;

import java.util.List;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.KeyStatements;
import org.yanqian.ledger.sign.PrivateKey;

/** Key events as honest holders make them. */
public final class KeyBook {
    private KeyBook() {}

    public static String proof(PrivateKey key, String kind, String bureau, String holder) {
        return Hex.format(
                key.sign(
                        KeyStatements.proof(
                                Keys.ORIGIN, kind, bureau, holder, key.publicKey().format())));
    }

    private static String succession(
            PrivateKey old, PrivateKey key, String kind, String bureau, String holder) {
        return Hex.format(
                old.sign(
                        KeyStatements.succession(
                                Keys.ORIGIN,
                                kind,
                                bureau,
                                holder,
                                old.publicKey().format(),
                                key.publicKey().format())));
    }

    public static KeyEvent.KeyEnrolled service(PrivateKey key, String bureau) {
        return new KeyEvent.KeyEnrolled(
                KeyEvent.SERVICE,
                bureau,
                "",
                key.publicKey().format(),
                List.of(),
                proof(key, KeyEvent.SERVICE, bureau, ""));
    }

    public static KeyEvent.KeyEnrolled officer(PrivateKey key, String officer) {
        return new KeyEvent.KeyEnrolled(
                KeyEvent.OFFICER,
                Keys.BUREAU,
                officer,
                key.publicKey().format(),
                List.of(),
                proof(key, KeyEvent.OFFICER, Keys.BUREAU, officer));
    }

    public static KeyEvent.KeyRotated rotation(PrivateKey old, PrivateKey key) {
        return new KeyEvent.KeyRotated(
                KeyEvent.SERVICE,
                "",
                "",
                old.publicKey().format(),
                key.publicKey().format(),
                List.of(),
                succession(old, key, KeyEvent.SERVICE, "", ""),
                proof(key, KeyEvent.SERVICE, "", ""));
    }

    public static KeyEvent.KeyRevoked revocation(PrivateKey key, String reason, String since) {
        return new KeyEvent.KeyRevoked(
                KeyEvent.SERVICE, "", "", key.publicKey().format(), reason, since);
    }

    public static KeyEvent.PartyKeySucceeded succession(
            String party, PrivateKey old, PrivateKey key) {
        return new KeyEvent.PartyKeySucceeded(
                party,
                Keys.BUREAU,
                old.publicKey().format(),
                key.publicKey().format(),
                succession(old, key, KeyEvent.PARTY, Keys.BUREAU, party),
                proof(key, KeyEvent.PARTY, Keys.BUREAU, party));
    }

    /** Appends to the stream that the event belongs to. */
    public static void append(GoodLedger ledger, KeyEvent event) {
        String stream =
                event instanceof KeyEvent.PartyKeySucceeded
                        ? KeyEvent.stream(KeyEvent.PARTY, Keys.BUREAU)
                        : event instanceof KeyEvent.KeyEnrolled e
                                ? KeyEvent.stream(e.kind(), Keys.BUREAU)
                                : KeyEvent.SERVICE_STREAM;
        ledger.append(stream, event);
    }

    /** The service hands over from one key to the other. */
    public static void rotate(GoodLedger ledger, PrivateKey old, PrivateKey key) {
        append(ledger, rotation(old, key));
        ledger.book.eventSigner = key;
        ledger.book.sealSigner = key;
    }
}
