package org.yanqian.ledger.spec;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.bundle.Packed;
import org.yanqian.ledger.bundle.StoreRow;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.event.PersonalNumbers;
import org.yanqian.ledger.keys.KeyStatements;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Dsse;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.TimeStamp;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.MerkleRoot;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/** Works the examples of SPEC sections 1 to 7, 11 and 12 again. */
final class LedgerExamples {
    // SPEC section 4: curve and base point of GB/T 32918.5, with the length and the id before them.
    private static final String SM2_PREFIX =
            "0080"
                    + Hex.format("1234567812345678".getBytes(StandardCharsets.US_ASCII))
                    + "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
                    + "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
                    + "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                    + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

    private LedgerExamples() {}

    static Map<String, Consumer<Worked>> all() {
        Map<String, Consumer<Worked>> all = new LinkedHashMap<>();
        all.put("hash", LedgerExamples::hash);
        all.put("enc", LedgerExamples::enc);
        all.put("order", LedgerExamples::order);
        all.put("canonical-json", LedgerExamples::canonicalJson);
        all.put("event", LedgerExamples::event);
        all.put("key-id", LedgerExamples::keyId);
        all.put("pae", LedgerExamples::pae);
        all.put("entry", LedgerExamples::entry);
        all.put("sm2", LedgerExamples::sm2);
        all.put("commit", LedgerExamples::commit);
        all.put("sealed-box", LedgerExamples::sealedBox);
        all.put("key-succession", LedgerExamples::keySuccession);
        all.put("chain", LedgerExamples::chain);
        all.put("tree", LedgerExamples::tree);
        all.put("inclusion", LedgerExamples::inclusion);
        all.put("consistency", LedgerExamples::consistency);
        all.put("checkpoint", LedgerExamples::checkpoint);
        all.put("tiles", LedgerExamples::tiles);
        all.put("entry-bundle", LedgerExamples::entryBundle);
        all.put("sm3-root", LedgerExamples::sm3Root);
        all.put("policy", LedgerExamples::policy);
        all.put("stamp-imprint", LedgerExamples::stampImprint);
        all.put("label-list", LedgerExamples::labelList);
        all.put("export-names", LedgerExamples::exportNames);
        all.put("packed", LedgerExamples::packed);
        all.put("personal-digest", LedgerExamples::personalDigest);
        all.put("personal-numbers", LedgerExamples::personalNumbers);
        all.put("store-dump", LedgerExamples::storeDump);
        return all;
    }

    private static void hash(Worked w) {
        byte[] text = w.utf8("text");
        byte[] key = w.hex("key");
        w.put("sha256", Suite.INTL.hash(text));
        w.put("sm3", Suite.GM.hash(text));
        w.put("hmacSha256", Suite.INTL.mac(key, text));
        w.put("hmacSm3", Suite.GM.mac(key, text));
    }

    private static void enc(Worked w) {
        w.put(
                "bytes",
                Enc.of(w.text("tag"))
                        .string(w.text("stratum"))
                        .bytes(w.hex("label"))
                        .number(w.number("j"))
                        .toBytes());
    }

    private static void order(Worked w) {
        List<String> strings = new ArrayList<>(w.<String>list("strings"));
        strings.sort(Utf8Order.ASCENDING);
        w.put("ascending", strings);
    }

    private static void canonicalJson(Worked w) {
        byte[] bytes = CanonicalJson.format(Json.read(w.utf8("text")));
        w.put("canonical", new String(bytes, StandardCharsets.UTF_8));
        w.put("utf8", bytes);
        w.put("sha256", Suite.INTL.hash(bytes));
        w.put("sm3", Suite.GM.hash(bytes));
    }

    static LedgerEvent readEvent(Object json) {
        return EventCodec.parse(CanonicalJson.format(json));
    }

    private static void event(Worked w) {
        byte[] bytes = EventCodec.format(readEvent(w.in("event")));
        w.put("bytes", new String(bytes, StandardCharsets.UTF_8));
        w.put("sha256", Suite.INTL.hash(bytes));
        w.put("sm3", Suite.GM.hash(bytes));
    }

    private static void keyId(Worked w) {
        for (String suite : List.of("intl", "gm")) {
            Worked part = w.part(suite);
            part.put("id", PublicKey.parse(part.text("public")).id());
        }
    }

    private static void pae(Worked w) {
        w.put("bytes", Dsse.pae(w.text("type"), w.utf8("body")));
    }

    private static void entry(Worked w) {
        PrivateKey key = w.key("privateKey");
        Entry entry = Entry.sign(readEvent(w.in("event")), List.of(key));
        w.put("entry", new String(entry.bytes(), StandardCharsets.UTF_8));
        w.put("length", (long) entry.bytes().length);
        Entry again = Entry.parse(entry.bytes());
        if (!again.verify(again.signatures().get(0), key.publicKey())) {
            throw new AssertionError("does not verify");
        }
    }

    private static void sm2(Worked w) {
        PublicKey key = PublicKey.parse(w.text("public"));
        byte[] message = w.hex("message");
        byte[] point = key.bytes();
        byte[] xy = java.util.Arrays.copyOfRange(point, 1, 65);
        byte[] z = Suite.GM.hash(Hex.parse(SM2_PREFIX), xy);
        w.put("z", z);
        w.put("e", Suite.GM.hash(z, message));
        w.put("valid", key.verify(message, w.hex("signature")));
    }

    private static void commit(Worked w) {
        String drawId = w.text("drawId");
        String party = w.text("party");
        var commitment = Labels.commitment(Suite.INTL, drawId, party, w.bytes("nonce"));
        w.put("commitment", commitment);
        byte[] message = Labels.commitMessage(drawId, party, commitment);
        w.put("message", message);
        w.put("signature", w.key("privateKey").sign(message));
    }

    private static void keySuccession(Worked w) {
        PrivateKey old = w.key("privateKey");
        PrivateKey next = w.key("newPrivateKey");
        w.put("old", old.publicKey().format());
        w.put("key", next.publicKey().format());
        String ledger = w.text("ledger");
        String kind = w.text("kind");
        String bureau = w.text("bureau");
        String holder = w.text("holder");
        String key = next.publicKey().format();
        byte[] proof = KeyStatements.proof(ledger, kind, bureau, holder, key);
        byte[] succession =
                KeyStatements.succession(
                        ledger, kind, bureau, holder, old.publicKey().format(), key);
        w.put("proofMessage", proof);
        w.put("proof", next.sign(proof));
        w.put("successionMessage", succession);
        w.put("signature", old.sign(succession));
    }

    private static void sealedBox(Worked w) {
        byte[] secret = w.hex("recipientPrivate");
        SealedBox.KeyPair pair =
                SealedBox.generate(
                        w.suite(),
                        new SecureRandom() {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public void nextBytes(byte[] bytes) {
                                System.arraycopy(secret, 0, bytes, 0, bytes.length);
                            }
                        });
        w.put("recipientPublic", pair.publicKey().substring("intl:".length()));
        w.put("opened", SealedBox.open(pair.file(), w.hex("box")));
    }

    private static void chain(Worked w) {
        byte[] first = w.utf8("first");
        EventCodec.parse(first);
        LedgerEvent second = EventCodec.parse(w.utf8("second"));
        w.put("prev", w.suite().hash(first));
        w.put("seq", second.seq());
        if (!second.prev().equals(w.again().get("prev"))) {
            throw new AssertionError("the second event does not name the first");
        }
    }

    private static void tree(Worked w) {
        List<byte[]> entries = Worked.utf8(w.list("entries"));
        List<byte[]> leaves =
                entries.stream()
                        .map(e -> TreeHash.leaf(Suite.INTL, Entry.parse(e).bytes()))
                        .toList();
        w.put("leaves", Worked.hex(leaves));
        w.put("node", TreeHash.node(Suite.INTL, leaves.get(0), leaves.get(1)));
        w.put("root", MerkleRoot.of(Suite.INTL, entries));
    }

    private static void stampImprint(Worked w) {
        w.put("imprint", TimeStamp.imprint(w.text("text")));
    }

    private static void inclusion(Worked w) {
        List<byte[]> path = Worked.labels(w.list("path")).stream().map(b -> b.toArray()).toList();
        boolean holds =
                Proofs.checkInclusion(
                        Suite.INTL,
                        w.hex("leaf"),
                        w.number("index"),
                        w.number("size"),
                        path,
                        w.hex("root"));
        require(holds, "inclusion");
    }

    private static void consistency(Worked w) {
        List<byte[]> proof = Worked.labels(w.list("proof")).stream().map(b -> b.toArray()).toList();
        boolean holds =
                Proofs.checkConsistency(
                        Suite.INTL,
                        w.number("oldSize"),
                        w.number("newSize"),
                        w.hex("oldRoot"),
                        w.hex("newRoot"),
                        proof);
        require(holds, "consistency");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what);
        }
    }

    private static void checkpoint(Worked w) {
        String text = w.text("text");
        Checkpoint head = Checkpoint.parse(text);
        NoteSigner log = new NoteSigner(head.origin(), w.key("logPrivate"));
        String name = "witness.yanqian.example/discipline";
        NoteSigner witness = new NoteSigner(name, w.key("witnessPrivate"));
        long time = w.number("time");
        w.put("logKey", log.key(NoteKey.Type.ED25519).format());
        w.put("witnessKey", witness.key(NoteKey.Type.COSIGNATURE_V1).format());
        w.put("cosigned", "cosignature/v1\ntime " + time + "\n" + text);
        w.put("note", log.sign(head).with(witness.cosign(text, time).signature()).format());
    }

    private static void tiles(Worked w) {
        long size = w.number("size");
        List<Tile> tiles = Tiles.added(0, size);
        w.put("hashTiles", (long) tiles.size());
        List<String> last = new ArrayList<>();
        for (int level = 0; level < 3; level++) {
            int at = level;
            last.add(
                    tiles.stream()
                            .filter(t -> t.level() == at)
                            .reduce((a, b) -> b)
                            .orElseThrow()
                            .path());
        }
        w.put("last", last);
        List<Tile> entries = Tiles.addedEntries(0, size);
        w.put("entries", entries.get(entries.size() - 1).path());
        w.put("far", new Tile(0, 1_234_067, 256).path());
    }

    private static void entryBundle(Worked w) {
        w.put("bytes", Tiles.formatEntries(Worked.utf8(w.list("entries"))));
    }

    private static void sm3Root(Worked w) {
        Frontier tree = new Frontier(Suite.GM);
        Worked.utf8(w.<String>list("entries"))
                .forEach(e -> tree.append(TreeHash.leaf(Suite.GM, e)));
        var data = new OriginEvent.Sm3RootRecorded(tree.size(), Hex.format(tree.root()));
        w.put("index", data.size());
        w.put("data", org.yanqian.ledger.codec.RecordCodec.format(data));
    }

    private static void policy(Worked w) {
        Policy policy =
                Policy.parse(w.utf8("tlogPolicy"), CanonicalJson.format(w.in("yanqianJson")));
        Map<String, Long> times = new TreeMap<>();
        w.map("cosigned").forEach((name, at) -> times.put(name, (Long) at));
        w.put("quorumMetAt", policy.quorumMetAt(times).orElseThrow());
        w.put("quorumWithoutOutsiders", policy.canQuorumBeMetWithout(policy.outsiders()));
    }

    private static void labelList(Worked w) {
        byte[] list = LabelList.format(w.labels("subs"));
        w.put("list", new String(list, StandardCharsets.UTF_8));
        w.put("sha256", Suite.INTL.hash(list));
    }

    private static void exportNames(Worked w) {
        w.put("drawKey", new DrawKey(w.text("drawId"), "").path());
        w.put("checkpoint", ExportWriter.checkpointPath(w.number("checkpointSize")));
    }

    private static void packed(Worked w) {
        String packed = Packed.format(Worked.labels(w.list("values")));
        w.put("packed", packed);
        require(Base64.getDecoder().decode(packed).length == 64, "two values");
    }

    private static void personalDigest(Worked w) {
        byte[] r = w.hex("r");
        String field = w.text("field");
        String value = w.text("value");
        for (Suite suite : Suite.values()) {
            w.put(suite.wire(), PersonalDigest.of(suite, r, field, value));
        }
    }

    private static void personalNumbers(Worked w) {
        Map<String, Optional<PersonalNumbers.Kind>> kinds = new LinkedHashMap<>();
        kinds.put("identity", Optional.of(PersonalNumbers.Kind.RESIDENT_ID));
        kinds.put("mobile", Optional.of(PersonalNumbers.Kind.MOBILE));
        kinds.put("none", Optional.empty());
        kinds.forEach(
                (name, kind) ->
                        w.list(name)
                                .forEach(
                                        text ->
                                                require(
                                                        PersonalNumbers.inField("", (String) text)
                                                                .equals(kind),
                                                        name + ": " + text)));
    }

    private static void storeDump(Worked w) {
        byte[] bytes = w.utf8("bytes");
        StoreRow row =
                new StoreRow(
                        Base64.getEncoder().encodeToString(bytes),
                        Hex.format(Suite.INTL.hash(w.utf8("event"))),
                        w.text("id"),
                        0,
                        Hex.format(TreeHash.leaf(Suite.INTL, bytes)),
                        0,
                        w.text("stream"));
        w.put("line", new String(row.format(), StandardCharsets.UTF_8));
        require(StoreRow.parse(row.format()).equals(row), "read again");
    }
}
