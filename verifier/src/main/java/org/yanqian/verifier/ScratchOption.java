package org.yanqian.verifier;

import java.nio.file.Path;
import java.util.Optional;
import org.yanqian.verifier.file.Scratch;
import picocli.CommandLine.Option;

/** Where the temporary file of a large ledger lies. */
final class ScratchOption {
    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = {
                "大账本的临时文件放在此处（仅本人可读，结束或中断即消失）；缺省为系统临时目录",
                "folder for the temporary file of a large ledger: readable by you alone, gone when",
                "the run ends or is broken off; without it the system's folder"
            })
    private Path folder;

    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    Scratch open() {
        return folder().map(f -> new Scratch(f, Scratch.usualHeap())).orElseGet(Scratch::usual);
    }
}
