package org.yanqian.ledger.bundle;

import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.sign.Dsse;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.tree.Base64Text;

/**
 * Canonical JSON {@code {"content":{…},"signature":{"key":"<key id>","sig":"<base64>"}}}. Signed is
 * the DSSE encoding of a payload type and the content's canonical bytes.
 *
 * @param content the object as plain Java values
 * @param canonical whether the bytes read were in their one canonical form
 */
public record SignedDocument(
        Map<String, Object> content, String key, byte[] signature, boolean canonical) {

    /** The document's bytes. */
    public static byte[] write(Map<String, Object> content, String type, Signer signer) {
        byte[] message = Dsse.pae(type, CanonicalJson.format(content));
        Map<String, Object> signature = new TreeMap<>();
        signature.put("key", signer.publicKey().id());
        signature.put("sig", Base64Text.format(signer.sign(message)));
        Map<String, Object> document = new TreeMap<>();
        document.put("content", content);
        document.put("signature", signature);
        return CanonicalJson.format(document);
    }

    /**
     * Reads leniently, so that a reader can say more than "damaged": bytes that are JSON of this
     * shape but not canonical are told by {@link #canonical}. Throws {@code NOT_JSON}, {@code
     * BAD_FIELD}.
     */
    @SuppressWarnings("unchecked")
    public static SignedDocument read(byte[] bytes) {
        Map<String, Object> map = Json.readObject(bytes);
        if (map.size() == 2
                && map.get("content") instanceof Map<?, ?> content
                && map.get("signature") instanceof Map<?, ?> signature
                && signature.size() == 2
                && signature.get("key") instanceof String key
                && signature.get("sig") instanceof String sig) {
            return new SignedDocument(
                    (Map<String, Object>) content,
                    key,
                    Base64Text.parse(sig, "BAD_FIELD"),
                    isCanonical(map, bytes));
        }
        throw new CodedException("BAD_FIELD", "expected content and signature {key, sig}");
    }

    private static boolean isCanonical(Map<String, Object> map, byte[] bytes) {
        try {
            return java.util.Arrays.equals(CanonicalJson.format(map), bytes);
        } catch (CodedException e) {
            return false;
        }
    }

    /** True only for a signature by exactly this key over this content under this payload type. */
    public boolean verify(String type, PublicKey by) {
        return canonical
                && by.id().equals(key)
                && by.verify(Dsse.pae(type, CanonicalJson.format(content)), signature);
    }
}
