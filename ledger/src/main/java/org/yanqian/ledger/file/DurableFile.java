package org.yanqian.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces files so that a crash at any moment leaves the old bytes or the new ones, whole. */
public final class DurableFile {
    /** Told of every step as it is done, so that a test can die between any two of them. */
    @FunctionalInterface
    public interface Steps {
        Steps NONE = step -> {};

        void reached(String step);
    }

    private DurableFile() {}

    /** Returns only when the new bytes would survive a power failure. */
    public static void write(Path file, byte[] bytes, Steps steps) throws IOException {
        Path folder = file.getParent();
        Path temporary = folder.resolve(file.getFileName() + ".tmp");
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            steps.reached("opened");
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            steps.reached("written");
            channel.force(true);
        }
        steps.reached("forced");
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        steps.reached("moved");
        syncFolder(folder);
        steps.reached("lasting");
    }

    /** Makes the folder, and its name in the parent, last. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            syncFolder(folder.toAbsolutePath().getParent());
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        // Windows cannot open a folder as a file, and orders the rename itself.
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
