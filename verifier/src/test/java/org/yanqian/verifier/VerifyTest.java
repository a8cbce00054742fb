package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyTest {
    @Test
    void a_command_set_up_alone_is_the_one_that_the_help_lists() {
        Map<String, CommandLine> all = Verify.line().getSubcommands();
        assertThat(all).hasSize(14);
        all.forEach(
                (name, listed) -> {
                    CommandLine alone = Verify.line(name, "--help").getSubcommands().get(name);
                    assertThat(alone.getCommandSpec().userObject())
                            .hasSameClassAs(listed.getCommandSpec().userObject());
                    assertThat(alone.getUsageMessage()).isEqualTo(listed.getUsageMessage());
                    assertThat(listed.getUsageMessage()).contains("yanqian-verify " + name);
                });
    }

    @Test
    void no_command_or_an_unknown_one_gets_to_see_all() {
        for (String[] words : new String[][] {{}, {"drew"}, {"--help"}}) {
            StringWriter said = new StringWriter();
            int exit =
                    Verify.line(words)
                            .setOut(new PrintWriter(said, true))
                            .setErr(new PrintWriter(said, true))
                            .execute(words);
            assertThat(exit).isEqualTo(words.length > 0 && words[0].equals("--help") ? 0 : 2);
            assertThat(said.toString()).contains("draw");
        }
    }
}
