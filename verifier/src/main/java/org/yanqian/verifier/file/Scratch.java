package org.yanqian.verifier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.space.Space;

/**
 * Memory of the heap up to a limit, then pages of one file in a folder of the auditor's. The file is
 * taken out of the folder as soon as it is open where the system can do that, else when it is closed:
 * nothing is left behind, not even by a process that is killed. Only its owner can read it.
 */
public final class Scratch implements Space, AutoCloseable {
    private static final int CHUNK = 1 << 26;
    private static final int ZEROS = 1 << 16;

    private final Path folder;
    private long heapLeft;
    private FileChannel file;
    private long size;
    private ByteBuffer chunk;
    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();

    /**
     * @param folder where the file goes if one is needed
     * @param heap bytes of the heap that are used before
     */
    public Scratch(Path folder, long heap) {
        this.folder = folder;
        this.heapLeft = heap;
    }

    /** In the system's folder for such files. */
    public static Scratch usual() {
        return new Scratch(Path.of(System.getProperty("java.io.tmpdir")), usualHeap());
    }

    /** An eighth of all there is. */
    public static long usualHeap() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** Throws {@code SCRATCH_FAILED}: no folder, no room. */
    @Override
    public synchronized ByteBuffer take(int bytes) {
        Deque<ByteBuffer> fitting = free.get(bytes);
        if (fitting != null && !fitting.isEmpty()) {
            return fitting.remove();
        }
        if (bytes <= heapLeft) {
            heapLeft -= bytes;
            return ByteBuffer.allocate(bytes);
        }
        if (chunk == null || chunk.remaining() < bytes) {
            chunk = map(Math.max(CHUNK, bytes));
        }
        ByteBuffer block = chunk.slice(chunk.position(), bytes).order(ByteOrder.BIG_ENDIAN);
        chunk.position(chunk.position() + bytes);
        return block;
    }

    // Written before it is mapped: a full disk is an error here, and would be a crash there.
    private MappedByteBuffer map(int bytes) {
        try {
            if (file == null) {
                Path path = Files.createTempFile(folder, "yanqian-", ".scratch");
                file =
                        FileChannel.open(
                                path,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE);
            }
            ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
            for (long at = size; at < size + bytes; at += ZEROS) {
                zeros.rewind().limit((int) Math.min(ZEROS, size + bytes - at));
                file.write(zeros, at);
            }
            MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, size, bytes);
            size += bytes;
            return mapped;
        } catch (IOException e) {
            throw new CodedException("SCRATCH_FAILED", "in " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void release(ByteBuffer block) {
        if (block.hasArray()) {
            heapLeft += block.capacity();
            return;
        }
        for (int at = 0; at < block.capacity(); at++) {
            block.put(at, (byte) 0);
        }
        free.computeIfAbsent(block.capacity(), b -> new ArrayDeque<>()).add(block.clear());
    }

    /** Bytes of the file; 0 while the heap was enough. */
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new CodedException("SCRATCH_FAILED", "in " + folder + ": " + e.getMessage(), e);
        }
    }
}
