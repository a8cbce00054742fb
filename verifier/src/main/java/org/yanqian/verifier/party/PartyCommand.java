package org.yanqian.verifier.party;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code yanqian-verify party}: what a party to a draw does with its own key, outside the service. */
@Command(
        name = "party",
        mixinStandardHelpOptions = true,
        subcommands = {
            CommitCommand.class,
            RevealCommand.class,
            ConfirmCommand.class,
            CountersignCommand.class
        },
        description = {
            "抽签参与方（如纪检监察）用自己的密钥承诺、揭示、确认、会签",
            "A party's side of a draw: commit, reveal, confirm, countersign. Its key never leaves this machine."
        })
public final class PartyCommand implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
    }
}
