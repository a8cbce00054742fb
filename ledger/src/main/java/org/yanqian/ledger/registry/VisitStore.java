package org.yanqian.ledger.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.space.Blobs;
import org.yanqian.ledger.space.FixedTable;
import org.yanqian.ledger.space.Keys16;
import org.yanqian.ledger.space.RecordBytes;
import org.yanqian.ledger.space.Space;

/** What is remembered of visits by stream, and of inspections by permit number. */
interface VisitStore {
    /** Object id of the visit; null for an unknown stream. */
    String objectId(String stream);

    void assign(String stream, String objectId);

    /** False for a visit that has its result. */
    boolean recordFirst(String stream);

    void add(String permitNo, Inspection inspection);

    /** In the order of {@link #add}. */
    List<Inspection> ofSite(String permitNo);

    VisitStore copy();

    /** As objects. */
    final class OnHeap implements VisitStore {
        private final Map<String, String> assigned;
        private final Set<String> recorded;
        // The lists never change, so that copies share them.
        private final Map<String, List<Inspection>> inspections;

        OnHeap() {
            this(new HashMap<>(), new HashSet<>(), new HashMap<>());
        }

        private OnHeap(
                Map<String, String> assigned,
                Set<String> recorded,
                Map<String, List<Inspection>> inspections) {
            this.assigned = assigned;
            this.recorded = recorded;
            this.inspections = inspections;
        }

        @Override
        public String objectId(String stream) {
            return assigned.get(stream);
        }

        @Override
        public void assign(String stream, String objectId) {
            assigned.put(stream, objectId);
        }

        @Override
        public boolean recordFirst(String stream) {
            return recorded.add(stream);
        }

        @Override
        public void add(String permitNo, Inspection inspection) {
            List<Inspection> more = new ArrayList<>(ofSite(permitNo));
            more.add(inspection);
            inspections.put(permitNo, List.copyOf(more));
        }

        @Override
        public List<Inspection> ofSite(String permitNo) {
            return inspections.getOrDefault(permitNo, List.of());
        }

        @Override
        public VisitStore copy() {
            return new OnHeap(
                    new HashMap<>(assigned), new HashSet<>(recorded), new HashMap<>(inspections));
        }
    }

    /** As bytes: 41 a visit in the table, and the inspections of a site as a chain backwards. */
    final class InSpace implements VisitStore {
        private static final long NONE = -1;

        private final Keys16 keys;
        private final Blobs blobs;
        // Handle of the object id, and a one once the result is there.
        private final FixedTable visits;
        // Handle of the last inspection.
        private final FixedTable sites;

        InSpace(Space space, Keys16 keys, Blobs blobs) {
            this.keys = keys;
            this.blobs = blobs;
            this.visits = new FixedTable(space, 9);
            this.sites = new FixedTable(space, 8);
        }

        @Override
        public String objectId(String stream) {
            byte[] visit = visits.get(keys.of(stream));
            return visit == null
                    ? null
                    : new String(
                            blobs.get(ByteBuffer.wrap(visit).getLong()), StandardCharsets.UTF_8);
        }

        @Override
        public void assign(String stream, String objectId) {
            long handle = blobs.add(objectId.getBytes(StandardCharsets.UTF_8));
            visits.put(keys.of(stream), ByteBuffer.allocate(9).putLong(handle).array());
        }

        @Override
        public boolean recordFirst(String stream) {
            Keys16.Key key = keys.of(stream);
            byte[] visit = visits.get(key);
            if (visit[8] != 0) {
                return false;
            }
            visit[8] = 1;
            visits.put(key, visit);
            return true;
        }

        @Override
        public void add(String permitNo, Inspection inspection) {
            Keys16.Key key = keys.of(permitNo);
            byte[] last = sites.get(key);
            byte[] record = RecordBytes.format(inspection);
            ByteBuffer link = ByteBuffer.allocate(8 + record.length);
            link.putLong(last == null ? NONE : ByteBuffer.wrap(last).getLong()).put(record);
            sites.put(key, ByteBuffer.allocate(8).putLong(blobs.add(link.array())).array());
        }

        @Override
        public List<Inspection> ofSite(String permitNo) {
            byte[] last = sites.get(keys.of(permitNo));
            List<Inspection> found = new ArrayList<>();
            long handle = last == null ? NONE : ByteBuffer.wrap(last).getLong();
            while (handle != NONE) {
                ByteBuffer link = ByteBuffer.wrap(blobs.get(handle));
                handle = link.getLong();
                byte[] record = new byte[link.remaining()];
                link.get(record);
                found.add(RecordBytes.parse(Inspection.class, record));
            }
            Collections.reverse(found);
            return found;
        }

        @Override
        public VisitStore copy() {
            throw new AssertionError("visits in a space of their own are not copied");
        }
    }
}
