package org.yanqian.verifier.party;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code yanqian-verify key}: what the holder of a key says about it, outside the service. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        subcommands = {ProveKeyCommand.class, SucceedKeyCommand.class},
        description = {
            "密钥持有人证明持有、签署更换；私钥不出本机",
            "A holder proves and succeeds its own key. The key never leaves this machine."
        })
public final class KeyCommand implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
    }
}
