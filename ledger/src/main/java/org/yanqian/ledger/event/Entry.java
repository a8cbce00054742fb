package org.yanqian.ledger.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.sign.Dsse;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;

/**
 * A signed event, the leaf of the tree: canonical JSON {@code {"event":{…},"signatures":[{"key":
 * "<key id>","sig":"<base64>"}]}}, at most 65,535 bytes.
 */
public final class Entry {
    public static final int MAX_BYTES = 65_535;

    private static final byte[] HEAD = "{\"event\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIDDLE = ",\"signatures\":".getBytes(StandardCharsets.US_ASCII);

    /** {@code key} is a {@link PublicKey#id()}, {@code sig} standard base64 of 64 bytes. */
    public record Signature(String key, String sig) {}

    private final byte[] bytes;
    private final byte[] eventBytes;
    private final LedgerEvent event;
    private final List<Signature> signatures;

    private Entry(byte[] bytes, byte[] eventBytes, LedgerEvent event, List<Signature> signatures) {
        this.bytes = bytes;
        this.eventBytes = eventBytes;
        this.event = event;
        this.signatures = signatures;
    }

    /** An event and its canonical bytes: all that the next event of the stream must know. */
    public static final class Unsigned {
        private final LedgerEvent event;
        private final byte[] eventBytes;

        public Unsigned(LedgerEvent event) {
            this.event = event;
            this.eventBytes = EventCodec.format(event);
        }

        /** The link that the stream's next event carries as {@code prev}. */
        public byte[] hash(Suite suite) {
            return suite.hash(eventBytes);
        }

        /** Canonical; not copied. */
        public byte[] eventBytes() {
            return eventBytes;
        }

        /** Signs with one or more keys; throws {@code ENTRY_TOO_LARGE}. */
        public Entry sign(List<Signer> signers) {
            byte[] message = Dsse.pae(Dsse.EVENT_TYPE, eventBytes);
            List<Signature> signatures = new ArrayList<>();
            for (Signer signer : signers) {
                signatures.add(
                        new Signature(
                                signer.publicKey().id(),
                                Base64.getEncoder().encodeToString(signer.sign(message))));
            }
            return of(event, eventBytes, signatures);
        }

        /** Signs, and puts behind it a signature that another made; {@code ENTRY_TOO_LARGE}. */
        public Entry sign(Signer signer, Signature other) {
            Entry own = sign(List.of(signer));
            return of(event, eventBytes, List.of(own.signatures.get(0), other));
        }
    }

    /** Signs with one or more keys; throws {@code ENTRY_TOO_LARGE}. */
    public static Entry sign(LedgerEvent event, List<Signer> signers) {
        return new Unsigned(event).sign(signers);
    }

    private static Entry of(LedgerEvent event, byte[] eventBytes, List<Signature> signatures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(eventBytes.length + 256);
        out.writeBytes(HEAD);
        out.writeBytes(eventBytes);
        out.writeBytes(MIDDLE);
        out.writeBytes(CanonicalJson.format(format(signatures)));
        out.write('}');
        if (out.size() > MAX_BYTES) {
            throw new CodedException(
                    "ENTRY_TOO_LARGE", "an entry has at most 65,535 bytes, this " + out.size());
        }
        return new Entry(out.toByteArray(), eventBytes, event, List.copyOf(signatures));
    }

    private static List<Object> format(List<Signature> signatures) {
        List<Object> list = new ArrayList<>();
        signatures.forEach(s -> list.add(RecordCodec.format(s)));
        return list;
    }

    /**
     * Throws {@code NOT_CANONICAL}, {@code NOT_JSON}, {@code BAD_FIELD}, {@code UNKNOWN_TYPE} or
     * {@code ENTRY_TOO_LARGE}.
     */
    public static Entry parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new CodedException("ENTRY_TOO_LARGE", "an entry has at most 65,535 bytes");
        }
        Map<String, Object> map = CanonicalJson.parseObject(bytes);
        if (map.size() != 2
                || !(map.get("event") instanceof Map<?, ?> eventMap)
                || !(map.get("signatures") instanceof List<?> list)
                || list.isEmpty()) {
            throw new CodedException("BAD_FIELD", "an entry has an event and its signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (Object item : list) {
            Signature signature = RecordCodec.parse(Signature.class, item);
            decode(signature.sig());
            signatures.add(signature);
        }
        // The whole is canonical, so the event's own bytes are the slice between head and
        // signatures.
        int tail = MIDDLE.length + CanonicalJson.format(list).length + 1;
        byte[] eventBytes = Arrays.copyOfRange(bytes, HEAD.length, bytes.length - tail);
        return new Entry(
                bytes.clone(), eventBytes, EventCodec.of(eventMap), List.copyOf(signatures));
    }

    private static byte[] decode(String sig) {
        try {
            byte[] raw = Base64.getDecoder().decode(sig);
            if (Base64.getEncoder().encodeToString(raw).equals(sig)) {
                return raw;
            }
        } catch (IllegalArgumentException e) {
            throw new CodedException("BAD_FIELD", "signature is not base64: " + sig, e);
        }
        throw new CodedException("BAD_FIELD", "signature is not strict base64: " + sig);
    }

    /** What a signature of this entry signs. */
    public byte[] signedMessage() {
        return Dsse.pae(Dsse.EVENT_TYPE, eventBytes);
    }

    public boolean verify(Signature signature, PublicKey key) {
        return key.id().equals(signature.key())
                && key.verify(signedMessage(), decode(signature.sig()));
    }

    /** The 64 bytes, or whatever else stands there, of one of this entry's signatures. */
    public static byte[] raw(Signature signature) {
        return Base64.getDecoder().decode(signature.sig());
    }

    /** Leaf data of the tree; not copied, never to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Canonical bytes of the event alone, what is signed and chained; not copied. */
    public byte[] eventBytes() {
        return eventBytes;
    }

    /** The link that the stream's next event carries as {@code prev}. */
    public byte[] hash(Suite suite) {
        return suite.hash(eventBytes);
    }

    public LedgerEvent event() {
        return event;
    }

    public List<Signature> signatures() {
        return signatures;
    }
}
