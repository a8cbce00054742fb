package org.yanqian.ledger.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

class SpaceTest {
    private static byte[] value(long n) {
        return ByteBuffer.allocate(8).putLong(n).array();
    }

    @Test
    void a_table_keeps_the_last_value_of_every_key_while_it_grows() {
        Keys16 keys = new Keys16(new byte[] {1});
        FixedTable table = new FixedTable(Space.heap(), 8);
        for (int i = 0; i < 20_000; i++) {
            assertThat(table.put(keys.of("stream/" + i), value(i))).isTrue();
        }
        for (int i = 0; i < 20_000; i += 3) {
            assertThat(table.put(keys.of("stream/" + i), value(-i))).isFalse();
        }
        for (int i = 0; i < 20_000; i++) {
            assertThat(table.get(keys.of("stream/" + i))).isEqualTo(value(i % 3 == 0 ? -i : i));
        }
        assertThat(table.get(keys.of("stream/20000"))).isNull();
    }

    @Test
    void keys_of_one_part_that_wish_for_one_slot_stand_beside_each_other() {
        FixedTable table = new FixedTable(Space.heap(), 8);
        for (long high = 1; high <= 100; high++) {
            table.put(new Keys16.Key(high, 64), value(high));
        }
        for (long high = 1; high <= 100; high++) {
            assertThat(table.get(new Keys16.Key(high, 64))).isEqualTo(value(high));
        }
        assertThat(table.get(new Keys16.Key(101, 64))).isNull();
    }

    @Test
    void another_salt_gives_other_keys() {
        assertThat(new Keys16(new byte[] {1}).of("a"))
                .isEqualTo(new Keys16(new byte[] {1}).of("a"))
                .isNotEqualTo(new Keys16(new byte[] {2}).of("a"))
                .isNotEqualTo(new Keys16(new byte[] {1}).of("b"));
    }

    @Test
    void what_grows_moves_and_what_shrinks_stays() {
        Blobs blobs = new Blobs(Space.heap());
        Map<Long, byte[]> all = new HashMap<>();
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = new byte[i % 2_000];
            java.util.Arrays.fill(bytes, (byte) i);
            long handle = blobs.add(bytes);
            assertThat(all.put(handle, bytes)).isNull();
            handles.add(handle);
        }
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        long far = blobs.add(large);
        assertThat(blobs.replace(handles.get(100), new byte[] {1, 2})).isEqualTo(handles.get(100));
        all.put(handles.get(100), new byte[] {1, 2});
        long moved = blobs.replace(handles.get(5), new byte[6]);
        assertThat(moved).isNotEqualTo(handles.get(5));
        assertThat(blobs.get(moved)).isEqualTo(new byte[6]);
        all.forEach((handle, bytes) -> assertThat(blobs.get(handle)).isEqualTo(bytes));
        assertThat(blobs.get(far)).isEqualTo(large);
    }

    /** Public, as every record must be that is read again. */
    public record Inner(Bytes label, List<Bytes> eligible) {}

    public record Outer(
            String text,
            long number,
            boolean flag,
            LocalDate day,
            Suite suite,
            List<Inner> inner,
            Map<String, Long> counts,
            SortedMap<Bytes, Map<String, Inner>> sorted) {}

    @Test
    void a_record_is_the_same_again_and_a_shared_list_is_shared_again() {
        Bytes label = Bytes.of(new byte[] {3, 4});
        List<Bytes> shared = List.of(label, Bytes.of(new byte[0]));
        Inner one = new Inner(label, shared);
        Map<String, Long> counts = new java.util.LinkedHashMap<>();
        counts.put("重点", 2L);
        counts.put("一般", -1L);
        Outer value =
                new Outer(
                        "样本",
                        Long.MIN_VALUE,
                        true,
                        LocalDate.of(2026, 1, 5),
                        Suite.GM,
                        List.of(one, new Inner(Bytes.of(new byte[] {9}), shared)),
                        counts,
                        new TreeMap<>(Map.of(label, Map.of("enforcement", one))));
        Outer again = RecordBytes.parse(Outer.class, RecordBytes.format(value));
        assertThat(again).isEqualTo(value);
        assertThat(again.counts().keySet()).containsExactly("重点", "一般");
        assertThat(again.inner().get(1).eligible()).isSameAs(again.inner().get(0).eligible());
    }
}
