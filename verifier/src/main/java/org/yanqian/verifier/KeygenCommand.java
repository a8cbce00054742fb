package org.yanqian.verifier;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Pkcs12;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.verifier.file.OwnerOnlyFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yanqian-verify keygen}: a new key in a file that its owner alone can read. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {"生成密钥文件", "Makes a key file. Never overwrites one."})
public final class KeygenCommand implements Callable<Integer> {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--suite",
            required = true,
            paramLabel = "gm|intl",
            description = "gm: SM2; intl: Ed25519")
    String suiteName;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Key file")
    Path out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "With intl: also print the keys of a log and a witness of this name")
    String name;

    @Option(
            names = "--use",
            paramLabel = "sign|decrypt",
            defaultValue = "sign",
            description = "decrypt: the auditor's key, to which the keys of draws are encrypted")
    String use;

    @Option(
            names = "--pkcs12",
            paramLabel = "PASSWORD-FILE",
            description = "Write a PKCS#12 keystore under the password in this file's first line")
    Path passwordFile;

    @Override
    public Integer call() {
        SecureRandom random = new SecureRandom();
        try {
            Suite suite = Suite.of(suiteName);
            if (use.equals("decrypt") && name == null) {
                SealedBox.KeyPair pair = SealedBox.generate(suite, random);
                OwnerOnlyFile.write(out, pair.file());
                spec.commandLine().getOut().println("public-key " + pair.publicKey());
                return 0;
            }
            if (!use.equals("sign")) {
                throw usage("--use: expected sign, or decrypt without --name");
            }
            PrivateKey key = PrivateKey.generate(suite, random);
            NoteSigner signer = name == null ? null : new NoteSigner(name, key);
            OwnerOnlyFile.write(out, passwordFile == null ? key.format() : keystore(key, random));
            PrintWriter print = spec.commandLine().getOut();
            print.println("key-id " + key.publicKey().id());
            print.println("public-key " + key.publicKey().format());
            if (signer != null) {
                print.println("log-vkey " + signer.key(NoteKey.Type.ED25519));
                print.println("witness-vkey " + signer.key(NoteKey.Type.COSIGNATURE_V1));
            }
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw usage(out + " exists already; a key is never overwritten");
        } catch (IOException e) {
            throw usage("cannot write " + out + ": " + e);
        } catch (CodedException e) {
            throw usage(e.toString());
        }
    }

    private byte[] keystore(PrivateKey key, SecureRandom random) throws IOException {
        String password =
                Files.readString(passwordFile, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
        if (password.isEmpty()) {
            throw usage("--pkcs12: no password in the first line of " + passwordFile);
        }
        return Pkcs12.format(key, password.toCharArray(), Instant.now(), random);
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
