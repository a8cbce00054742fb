package org.yanqian.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

class PolicyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ORIGIN = "ledger.sample/huancui";
    private static final NoteSigner LOG = signer(ORIGIN);
    private static final NoteSigner W1 = signer("witness.sample/discipline");
    private static final NoteSigner W2 = signer("witness.sample/university");
    private static final String TLOG =
            """
            # 样本
            log %s
            witness discipline %s http://127.0.0.1:1/
            witness university %s
            group both all discipline university
            quorum both
            """
                    .formatted(
                            LOG.key(NoteKey.Type.ED25519),
                            W1.key(NoteKey.Type.COSIGNATURE_V1),
                            W2.key(NoteKey.Type.COSIGNATURE_V1));
    private static final String SERVICE = gm();
    private static final String BUREAU_PARTY = gm();
    private static final String SUPERVISOR = gm();
    private static final String JSON =
            """
            {"origin":"ledger.sample/huancui",
             "serviceKeys":[{"bureau":"weihai.huancui","key":"%s"}],
             "parties":[
              {"party":"bureau","key":"%s","bureau":"weihai.huancui","supervising":false},
              {"party":"discipline","key":"%s","bureau":"weihai.huancui","supervising":true,
               "from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"}],
             "outsiders":["university"],
             "beacons":[{"type":"drand-local","scheme":"bls-unchained-g1-rfc9380",
               "publicKey":"%s","genesisSeconds":1790000000,"periodSeconds":3}],
             "marginSeconds":5,
             "lowestGrade":"B",
             "require":{"ledger":["1","2","14"],"draw":["9","10.selection"]},
             "bureaus":["weihai.huancui"]}
            """
                    .formatted(SERVICE, BUREAU_PARTY, SUPERVISOR, "ab".repeat(96));

    private static NoteSigner signer(String name) {
        return new NoteSigner(name, PrivateKey.generate(Suite.INTL, RANDOM));
    }

    private static String gm() {
        return PrivateKey.generate(Suite.GM, RANDOM).publicKey().format();
    }

    private static Policy parse(String tlog, String json) {
        return Policy.parse(
                tlog.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String tlog, String json, String... parts) {
        assertThatThrownBy(() -> parse(tlog, json))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo("BAD_POLICY"))
                .hasMessageContainingAll(parts);
    }

    @Test
    void aFolderOrItsTlogPolicyIsReadAndWrittenAgain(@TempDir Path dir) throws IOException {
        Policy policy = parse(TLOG, JSON);
        policy.write(dir.resolve("policy"));
        Policy again = Policy.read(dir.resolve("policy"));
        assertThat(again.parties()).isEqualTo(policy.parties());
        assertThat(again.serviceKeys()).isEqualTo(policy.serviceKeys());
        assertThat(again.beacons()).isEqualTo(policy.beacons());
        assertThat(again.lowestGrade()).isEqualTo(Grade.B);
        assertThat(again.marginSeconds()).isEqualTo(5);
        assertThat(again.requireDraw()).containsExactly("9", "10.selection");
        assertThat(again.auditorKey()).isEmpty();
        assertThat(PolicyJson.format(again)).isEqualTo(PolicyJson.format(policy));
        assertThat(Policy.read(dir.resolve("policy/tlog-policy")).origin()).isEqualTo(ORIGIN);
        assertThat(again.tlog().witnesses().get("discipline").url())
                .isEqualTo("http://127.0.0.1:1/");

        Files.delete(dir.resolve("policy/yanqian.json"));
        assertThatThrownBy(() -> Policy.read(dir.resolve("policy")))
                .hasMessageContaining("yanqian.json")
                .extracting("code")
                .isEqualTo("UNREADABLE");
        Files.write(dir.resolve("policy/yanqian.json"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Policy.read(dir.resolve("policy")))
                .hasMessageContaining("1 MiB")
                .extracting("code")
                .isEqualTo("BAD_POLICY");
    }

    @Test
    void whatMayBeLeftOutHasItsDefault() {
        Policy policy =
                parse(
                        TLOG,
                        JSON.replaceAll("(?s)\"outsiders\".*\"lowestGrade\"", "\"lowestGrade\""));
        assertThat(policy.outsiders()).isEmpty();
        assertThat(policy.beacons()).isEmpty();
        assertThat(policy.marginSeconds()).isEqualTo(600);
    }

    @Test
    void aPartyKeyIsValidFromAndUntil() {
        PartyKey key = parse(TLOG, JSON).parties().get(1);
        assertThat(key.isValidAt(Instant.parse("2025-12-31T23:59:59.999Z"))).isFalse();
        assertThat(key.isValidAt(Instant.parse("2026-01-01T00:00:00Z"))).isTrue();
        assertThat(key.isValidAt(Instant.parse("2026-12-31T23:59:59.999Z"))).isTrue();
        assertThat(key.isValidAt(Instant.parse("2027-01-01T00:00:00Z"))).isFalse();
        assertThat(parse(TLOG, JSON).parties().get(0).isValidAt(Instant.MIN)).isTrue();
    }

    @Test
    void theQuorumOfACheckpointAndItsTime() {
        Policy policy = parse(TLOG, JSON);
        var head = new Checkpoint(ORIGIN, 0, Suite.INTL.hash());
        var note = LOG.sign(head).with(W1.cosign(head.format(), 300).signature());
        assertThat(policy.quorumMetAt(policy.verifyCheckpoint(note.formatBytes()))).isEmpty();
        var both =
                note.with(W2.cosign(head.format(), 200).signature())
                        .with(W1.cosign(head.format(), 250).signature());
        var signed = policy.verifyCheckpoint(both.formatBytes());
        assertThat(policy.cosignedAtSeconds(signed))
                .isEqualTo(Map.of("discipline", 250L, "university", 200L));
        assertThat(policy.quorumMetAt(signed)).hasValue(250);
    }

    @Test
    void quorumsOfGroupsOfGroups() {
        String x = keys("x", 3);
        String y = keys("y", 3);
        TlogPolicy policy =
                TlogPolicy.parse(
                        (x
                                        + y
                                        + "group X 2 x1 x2 x3\ngroup Y any y1 y2 y3\n"
                                        + "\t group  XY all\tX Y \n\n  # end\nquorum XY\n")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(policy.quorumMet(Set.of("x1", "x3", "y2"))).isTrue();
        assertThat(policy.quorumMet(Set.of("x1", "x2", "x3"))).isFalse();
        assertThat(policy.quorumMet(Set.of("x1", "y1", "y2", "y3"))).isFalse();
        assertThat(policy.quorumMet(Set.of("X", "Y", "XY", "none"))).isFalse();
        assertThat(policy.quorumMet(Set.of())).isFalse();
        assertThat(policy.canQuorumBeMetWithout(List.of("x1"))).isTrue();
        assertThat(policy.canQuorumBeMetWithout(List.of("x1", "x2"))).isFalse();
        assertThat(policy.canQuorumBeMetWithout(List.of("y1", "y2", "y3"))).isFalse();
        assertThat(policy.quorumMetAt(Map.of("x1", 5L, "x2", 9L, "x3", 7L, "y1", 6L))).hasValue(7);
        assertThat(policy.quorumMetAt(Map.of("x1", 0L, "x2", 9L, "y1", 6L))).isEmpty();
    }

    private static String keys(String prefix, int n) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i <= n; i++) {
            NoteKey key = signer(prefix + i).key(NoteKey.Type.COSIGNATURE_V1);
            out.append("witness " + prefix + i + " " + key + "\n");
        }
        return out.toString();
    }

    @Test
    void quorumNoneIsRefused() {
        refused(TLOG.replace("quorum both", "quorum none"), JSON, "tlog-policy", "line 6", "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quorum both | quorum third | line 6",
                "quorum both | quorum both discipline | line 6",
                "quorum both | # quorum both | no quorum",
                "quorum both | q both | line 6",
                "group both all | group both 3 | 1 to 2",
                "group both all | group both 0 | 1 to 2",
                "group both all | group both 01 | 1 to 2",
                "group both all | group both most | 1 to 2",
                "group both all | group none all | taken",
                "group both all | group university all | taken",
                "all discipline university | all | line 5",
                "all discipline university | all discipline discipline | already a member",
                "all discipline university | all discipline both | above",
                "witness university | witness discipline | taken",
                "witness university | witness none | taken",
                "witness university | witness | line 4"
            })
    void otherTlogPoliciesAreRefused(String from, String to, String message) {
        assertThat(TLOG).contains(from);
        refused(TLOG.replace(from, to), JSON, "tlog-policy: ", message);
    }

    @Test
    void linesAndKeysOfTheWrongFormAreRefused() {
        refused(TLOG.replace("\n", "\r\n"), JSON, "tlog-policy: line 1", "newline");
        refused(TLOG.substring(0, TLOG.length() - 1), JSON, "last line");
        refused(TLOG + "quorum both\n", JSON, "line 7", "second quorum");
        refused(TLOG + "log " + LOG.key(NoteKey.Type.ED25519) + "\n", JSON, "line 7", "twice");
        refused(
                TLOG + "witness w3 " + LOG.key(NoteKey.Type.COSIGNATURE_V1) + "\n",
                JSON,
                "line 7",
                "twice");
        refused(
                TLOG + "witness w3 " + signer("w3").key(NoteKey.Type.ED25519) + "\n",
                JSON,
                "line 7",
                "type 04");
        refused(
                TLOG + "log " + signer("o").key(NoteKey.Type.COSIGNATURE_V1) + "\n",
                JSON,
                "line 7",
                "type 01");
        byte[] latin = TLOG.getBytes(StandardCharsets.UTF_8);
        latin[TLOG.indexOf("log ") + 5 + 8] = (byte) 0xFF;
        assertThatThrownBy(() -> Policy.parse(latin, JSON.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"origin\":\"ledger.sample/huancui\" | \"origin\":\"other\" | origin: tlog-policy has no log",
                "\"origin\":\"ledger.sample/huancui\" | \"origin\":7 | origin: expected a string",
                "\"origin\":\"ledger.sample/huancui\" | \"origin\":\"\" | origin: empty",
                "\"origin\": | \"origins\": | origin: missing",
                "\"marginSeconds\":5 | \"marginSeconds\":0 | marginSeconds: expected 1",
                "\"marginSeconds\":5 | \"marginSeconds\":604801 | marginSeconds: expected 1",
                "\"marginSeconds\":5 | \"marginSeconds\":\"5\" | marginSeconds: expected an integer",
                "\"marginSeconds\":5 | \"marginSeconds\":5.0 | marginSeconds: expected an integer",
                "\"marginSeconds\":5 | \"marginSeconds\":5,\"margin\":1 | margin: unknown field",
                "\"marginSeconds\":5 | \"auditorKey\":\"gm:00\" | auditorKey",
                "\"marginSeconds\":5 | \"auditorKey\":\"00\" | auditorKey: expected suite:hex",
                "\"marginSeconds\":5 | \"auditorKey\":\"intl:00\" | auditorKey: expected 32 bytes",
                "\"lowestGrade\":\"B\" | \"lowestGrade\":\"D\" | lowestGrade: expected A, B or C",
                "\"lowestGrade\":\"B\", | ~~ | lowestGrade: missing",
                "\"require\": | \"required\": | require: missing",
                "\"draw\":[\"9\" | \"draws\":[\"9\" | require.draw: missing",
                "[\"1\",\"2\",\"14\"] | [] | require.ledger: empty",
                "[\"1\",\"2\",\"14\"] | [\"15\"] | require.ledger: no such layer: 15",
                "[\"1\",\"2\",\"14\"] | [\"0\"] | require.ledger: no such layer: 0",
                "[\"1\",\"2\",\"14\"] | [1] | require.ledger[0]: expected a string",
                "[\"1\",\"2\",\"14\"] | [\"1\",\"1\"] | require.ledger: empty or twice",
                "[\"9\",\"10.selection\"] | [\"9\",\"10.other\"] | require.draw: no such layer",
                "\"14\"], | \"14\"],\"both\":[], | require.both: unknown field",
                "\"bureaus\":[\"weihai.huancui\"] | \"bureaus\":[] | bureaus: empty",
                "\"bureaus\":[\"weihai.huancui\"] | \"bureaus\":[\"other\"] | serviceKeys[0].bureau",
                "[\"university\"] | [\"third\"] | outsiders: tlog-policy has no witness third",
                "[\"university\"] | [\"both\"] | outsiders: tlog-policy has no witness both",
                "[\"university\"] | \"university\" | outsiders: expected a list",
                "\"supervising\":true | \"supervising\":\"yes\" | parties[1].supervising: expected true",
                "\"supervising\":true, | ~~ | parties[1].supervising: missing",
                "\"party\":\"discipline\" | \"party\":\"discipline\",\"x\":1 | parties[1].x: unknown",
                "2027-01-01T00:00:00Z | 2026-01-01T00:00:00Z | parties[1].until: not after",
                "2027-01-01T00:00:00Z | 2027-01-01 | parties[1].until",
                "drand-local | drand-quicknet | beacons[0].type: drand-quicknet is pinned",
                "drand-local | drand-default | beacons[0].type: drand-default is pinned",
                "drand-local | dice | beacons[0].type: expected drand-local",
                "drand-local | drand-ours | beacons[0].type: expected drand-local",
                "bls-unchained-g1-rfc9380 | pedersen-bls-chained | beacons[0].scheme",
                "\"abab | \"ab | beacons[0].publicKey: expected 96",
                "\"abab | \"ABab | beacons[0].publicKey",
                "\"genesisSeconds\":1790000000 | \"genesisSeconds\":0 | beacons[0].genesisSeconds",
                "\"periodSeconds\":3 | \"periodSeconds\":0 | beacons[0].periodSeconds",
                "\"key\":\"gm: | \"key\":\"sm: | serviceKeys[0].key",
                "{\"origin\" | [\"origin\" | yanqian.json"
            })
    void otherDocumentsAreRefusedByFileAndField(String from, String to, String message) {
        assertThat(JSON).contains(from);
        String wrong =
                JSON.substring(0, JSON.indexOf(from))
                        + to
                        + JSON.substring(JSON.indexOf(from) + from.length());
        refused(TLOG, wrong, "yanqian.json: ", message);
    }

    @Test
    void nobodyHoldsTwoKeysOfTwoSides() {
        refused(TLOG, JSON.replace(SUPERVISOR, BUREAU_PARTY), "parties[1].key", "party bureau");
        refused(TLOG, JSON.replace(SUPERVISOR, SERVICE), "parties[1].key", "the service");
        String witness = W2.key(NoteKey.Type.ED25519).key().format();
        refused(TLOG, JSON.replace(SUPERVISOR, witness), "parties[1].key", "witness university");
        String log = LOG.key(NoteKey.Type.ED25519).key().format();
        refused(TLOG, JSON.replace(SUPERVISOR, log), "parties[1].key", "the service");
        refused(TLOG, JSON.replace(SERVICE, witness), "serviceKeys[0].key", "witness university");
        assertThat(parse(TLOG, JSON.replace(SERVICE, log)).serviceKeys()).hasSize(1);
    }

    @Test
    void aPartyMayHoldASecondKeyAndServeASecondBureau() {
        String json =
                JSON.replace("[\"weihai.huancui\"]", "[\"weihai.huancui\",\"b\"]")
                        .replace(
                                "\"parties\":[",
                                "\"parties\":[{\"party\":\"discipline\",\"key\":\""
                                        + SUPERVISOR
                                        + "\",\"bureau\":\"b\",\"supervising\":true},");
        assertThat(parse(TLOG, json).parties()).hasSize(3);
    }

    @Test
    void onlyLogsNamedAfterTheOriginSpeakForTheLedger() {
        NoteSigner other = signer("ledger.sample/other");
        Policy policy = parse(TLOG + "log " + other.key(NoteKey.Type.ED25519) + "\n", JSON);
        assertThat(policy.logKeys()).containsExactly(LOG.key(NoteKey.Type.ED25519));
        var head = new Checkpoint("ledger.sample/other", 0, Suite.INTL.hash());
        assertThatThrownBy(() -> policy.verifyCheckpoint(other.sign(head).formatBytes()))
                .extracting("code")
                .isEqualTo("UNKNOWN_ORIGIN");
    }

    @Test
    void roundsOfAChainOfOnesOwnHaveTheirTimes() {
        BeaconChain chain = parse(TLOG, JSON).beacon("drand-local").orElseThrow();
        assertThat(chain.roundTimeSeconds(1)).isEqualTo(1_790_000_000);
        assertThat(chain.roundTimeSeconds(101)).isEqualTo(1_790_000_300);
        assertThat(parse(TLOG, JSON).beacon("drand-quicknet")).isEmpty();
    }
}
