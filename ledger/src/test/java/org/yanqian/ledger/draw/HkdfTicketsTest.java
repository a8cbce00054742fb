package org.yanqian.ledger.draw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;

/**
 * A ticket is HKDF-Expand with L = 32; the positions that draft-thomson-elegy-vrs publishes for its
 * example are computed in the same way.
 */
class HkdfTicketsTest {
    private static final String IKM = "1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./";

    private static String position(String otc, String ikm, String label) {
        byte[] prk = Suite.INTL.mac(Hex.parse(otc), ikm.getBytes(UTF_8));
        byte[] text = label.getBytes(UTF_8);
        byte[] info = Arrays.copyOf(text, text.length + 1);
        info[text.length] = 1;
        return Hex.format(new DrawMac(Suite.INTL, prk).of(info));
    }

    @Test
    void aPublishedPositionIsOurs() {
        assertThat(
                        position(
                                "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456",
                                IKM,
                                "lavenderblush"))
                .isEqualTo("002ed527ae0a44a86c205d1cdba61826951a2ffb53c13729c3762eea04e21676");
    }

    @Test
    void allPublishedPositionsAreOurs() {
        Optional<Object> file = Vectors.shared("vrs-hkdf-tickets.json");
        assumeTrue(file.isPresent(), "the public vectors are not here");
        Map<?, ?> vectors = (Map<?, ?>) file.get();
        List<?> positions = (List<?>) vectors.get("positions");
        assertThat(positions).isNotEmpty();
        for (Object each : positions) {
            Map<?, ?> p = (Map<?, ?>) each;
            assertThat(
                            position(
                                    (String) p.get("otc"),
                                    (String) vectors.get("ikm_utf8"),
                                    (String) p.get("label")))
                    .isEqualTo(p.get("position"));
        }
    }
}
