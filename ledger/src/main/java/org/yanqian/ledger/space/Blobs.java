package org.yanqian.ledger.space;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Byte strings behind handles, each with its length and the room it has. Nothing is ever removed,
 * but a byte string can be replaced where it fits. Thread safe.
 */
public final class Blobs {
    private static final int PAGE = 1 << 20;
    private static final int FIRST_PAGE = 1 << 14;
    private static final int HEAD = 8;

    private final Space space;
    private final List<ByteBuffer> pages = new ArrayList<>();
    private int used;

    public Blobs(Space space) {
        this.space = space;
    }

    /** The new byte string's handle, 0 or more. */
    public synchronized long add(byte[] bytes) {
        int room = HEAD + bytes.length;
        ByteBuffer page = pages.isEmpty() ? null : pages.get(pages.size() - 1);
        if (page == null || page.capacity() - used < room) {
            page = space.take(Math.max(room, pages.isEmpty() ? FIRST_PAGE : PAGE));
            pages.add(page);
            used = 0;
        }
        int at = used;
        used += room;
        page.putInt(at, bytes.length);
        write(page, at, bytes);
        return (long) (pages.size() - 1) << 32 | at;
    }

    /** In its place if there is room, else somewhere else: the handle from now on. */
    public synchronized long replace(long handle, byte[] bytes) {
        ByteBuffer page = pages.get((int) (handle >>> 32));
        if (page.getInt((int) handle) < bytes.length) {
            return add(bytes);
        }
        write(page, (int) handle, bytes);
        return handle;
    }

    private static void write(ByteBuffer page, int at, byte[] bytes) {
        page.putInt(at + 4, bytes.length);
        page.put(at + HEAD, bytes);
    }

    public byte[] get(long handle) {
        ByteBuffer page;
        synchronized (this) {
            page = pages.get((int) (handle >>> 32));
        }
        int at = (int) handle;
        byte[] bytes = new byte[page.getInt(at + 4)];
        page.get(at + HEAD, bytes);
        return bytes;
    }
}
