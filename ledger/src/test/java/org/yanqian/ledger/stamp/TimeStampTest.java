package org.yanqian.ledger.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.CodedException;

class TimeStampTest {
    private static final String TEXT =
            "ledger.sample/a\n3\nqaAhpDZtQ2y7ycYBSKOeibLatARvzkdyZWVoSF9xSoI=\n";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
    private static final StampAuthority AUTHORITY =
            StampAuthority.create("sample authority", FROM, RANDOM);

    @TempDir Path folder;

    private static byte[] root(StampAuthority authority) throws IOException {
        return authority.root().getEncoded();
    }

    private static byte[] request(String text) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator
                .generate(
                        NISTObjectIdentifiers.id_sha256,
                        TimeStamp.imprint(text),
                        BigInteger.valueOf(RANDOM.nextInt(1, 1 << 30)))
                .getEncoded();
    }

    private static TimeStamp stamp(StampAuthority authority, Instant at) throws Exception {
        byte[] answer = authority.answer(request(TEXT), at, RANDOM);
        return TimeStamp.parse(new TimeStampResponse(answer).getTimeStampToken().getEncoded());
    }

    private static void refused(String code, TimeStamp stamp, byte[] root) {
        assertThatThrownBy(() -> stamp.verify(root))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aTokenSaysWhenACheckpointExisted() throws Exception {
        TimeStamp stamp = stamp(AUTHORITY, NOON);
        assertThat(stamp.time()).isEqualTo(NOON);
        assertThat(stamp.covers(TEXT)).isTrue();
        assertThat(stamp.covers(TEXT.replace("3", "4"))).isFalse();
        stamp.verify(root(AUTHORITY));
        stamp.verify(AUTHORITY.signer().getEncoded());
    }

    @Test
    void aTokenOfAnotherAuthorityOfTheSameNameIsUnknown() throws Exception {
        StampAuthority other = StampAuthority.create("sample authority", FROM, RANDOM);
        refused("STAMP_UNKNOWN", stamp(AUTHORITY, NOON), root(other));
    }

    @Test
    void aTokenFromBeforeOrAfterItsCertificateIsWorthNothing() throws Exception {
        refused("STAMP_UNKNOWN", stamp(AUTHORITY, FROM.minusSeconds(1)), root(AUTHORITY));
        Instant late = FROM.plus(Duration.ofDays(3651));
        refused("STAMP_UNKNOWN", stamp(AUTHORITY, late), root(AUTHORITY));
    }

    @Test
    void aCertificateThatIsNotForTimeStampsSignsNone() throws Exception {
        // The root may certify; it must not stamp.
        StampAuthority posing =
                new StampAuthority(AUTHORITY.root(), AUTHORITY.root(), AUTHORITY.key());
        assertThatThrownBy(() -> stamp(posing, NOON)).isInstanceOf(Throwable.class);
    }

    @Test
    void aKeyThatIsNotTheCertifiedOneSignsWrongly() throws Exception {
        StampAuthority thief =
                new StampAuthority(
                        AUTHORITY.root(),
                        AUTHORITY.signer(),
                        StampAuthority.create("thief", FROM, RANDOM).key());
        refused("STAMP_WRONG", stamp(thief, NOON), root(AUTHORITY));
    }

    @Test
    void noFlippedByteGivesAnotherTimeOrAnotherText() throws Exception {
        byte[] good = stamp(AUTHORITY, NOON).bytes();
        int believed = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            try {
                TimeStamp stamp = TimeStamp.parse(bad);
                stamp.verify(root(AUTHORITY));
                assertThat(stamp.time()).as("byte %d", i).isEqualTo(NOON);
                assertThat(stamp.covers(TEXT)).as("byte %d", i).isTrue();
                believed++;
            } catch (CodedException e) {
                assertThat(e.code()).isIn("BAD_STAMP", "STAMP_UNKNOWN", "STAMP_WRONG");
            }
        }
        // What a token carries beside its proof: the root's own copy, for example.
        assertThat(believed).isLessThan(good.length / 2);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {0x30, 0}, TEXT.getBytes())) {
            assertThatThrownBy(() -> TimeStamp.parse(bytes))
                    .extracting("code")
                    .isEqualTo("BAD_STAMP");
            assertThatThrownBy(() -> AUTHORITY.answer(bytes, NOON, RANDOM))
                    .extracting("code")
                    .isEqualTo("BAD_STAMP");
        }
        assertThatThrownBy(() -> TimeStamp.requireCertificate(new byte[] {1}))
                .extracting("code")
                .isEqualTo("BAD_STAMP");
    }

    private static TimeStamp ask(UnaryOperator<byte[]> authority) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    byte[] answer = authority.apply(body);
                    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        try {
            return new StampClient(Duration.ofSeconds(10), Optional.empty(), RANDOM)
                    .stamp("http://127.0.0.1:" + server.getAddress().getPort() + "/", TEXT);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theClientTakesATokenOverItsOwnTextAndNonceOnly() throws Exception {
        assertThat(ask(body -> AUTHORITY.answer(body, NOON, RANDOM)).time()).isEqualTo(NOON);
        byte[] another = request(TEXT);
        byte[] otherText = request("other\n");
        for (UnaryOperator<byte[]> authority :
                List.<UnaryOperator<byte[]>>of(
                        body -> AUTHORITY.answer(another, NOON, RANDOM),
                        body -> AUTHORITY.answer(otherText, NOON, RANDOM),
                        body -> new byte[0],
                        body -> new byte[100_000],
                        body -> body)) {
            assertThatThrownBy(() -> ask(authority)).extracting("code").isEqualTo("STAMP_REFUSED");
        }
    }

    private int openssl(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .directory(folder.toFile())
                .start()
                .waitFor();
    }

    private void requireOpenssl() {
        boolean present;
        try {
            present = openssl("version") == 0;
        } catch (Exception e) {
            present = false;
        }
        assumeTrue(present, "skipped: no openssl on this machine to compare with");
    }

    private void pem(String file, String type, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n",
                StandardCharsets.US_ASCII);
    }

    @Test
    void opensslBelievesOurTokensAndRefusesThemForAnotherText() throws Exception {
        requireOpenssl();
        pem("root.pem", "CERTIFICATE", root(AUTHORITY));
        Files.writeString(folder.resolve("checkpoint.txt"), TEXT);
        Files.writeString(folder.resolve("other.txt"), TEXT + "x");
        Files.write(folder.resolve("token.tst"), stamp(AUTHORITY, NOON).bytes());
        String[] verify = {
            "ts",
            "-verify",
            "-token_in",
            "-in",
            "token.tst",
            "-CAfile",
            "root.pem",
            "-attime",
            String.valueOf(NOON.getEpochSecond()),
            "-data",
            "checkpoint.txt"
        };
        assertThat(openssl(verify)).as(log()).isZero();
        verify[verify.length - 1] = "other.txt";
        assertThat(openssl(verify)).isNotZero();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("openssl.log"));
    }

    @Test
    void aTokenMadeByOpensslIsBelieved() throws Exception {
        requireOpenssl();
        pem("root.pem", "CERTIFICATE", root(AUTHORITY));
        pem("signer.pem", "CERTIFICATE", AUTHORITY.signer().getEncoded());
        pem("key.pem", "PRIVATE KEY", AUTHORITY.key().getEncoded());
        Files.writeString(folder.resolve("serial"), "01\n");
        Files.writeString(
                folder.resolve("tsa.cnf"),
                """
                [tsa]
                default_tsa = sample
                [sample]
                serial = serial
                signer_digest = sha256
                default_policy = 2.999.1
                digests = sha256
                """);
        Files.write(folder.resolve("query.tsq"), request(TEXT));
        assertThat(
                        openssl(
                                "ts",
                                "-reply",
                                "-config",
                                "tsa.cnf",
                                "-queryfile",
                                "query.tsq",
                                "-signer",
                                "signer.pem",
                                "-inkey",
                                "key.pem",
                                "-chain",
                                "root.pem",
                                "-out",
                                "token.tst",
                                "-token_out"))
                .as(log())
                .isZero();
        TimeStamp stamp = TimeStamp.parse(Files.readAllBytes(folder.resolve("token.tst")));
        assertThat(stamp.covers(TEXT)).isTrue();
        stamp.verify(root(AUTHORITY));
    }
}
