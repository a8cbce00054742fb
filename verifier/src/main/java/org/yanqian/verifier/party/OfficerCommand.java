package org.yanqian.verifier.party;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code yanqian-verify officer}: an officer signs what will be stored, with a key of its own. */
@Command(
        name = "officer",
        mixinStandardHelpOptions = true,
        subcommands = {OfficerSubmitCommand.class, OfficerSignCommand.class},
        description = {
            "干部用本人密钥签署将要存入账本的内容",
            "An officer signs with its own key the very bytes that will be stored."
        })
public final class OfficerCommand implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
    }
}
