package org.yanqian.verifier.crime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** One good ledger and its bundle, every key of the house, and ways to make crooked ones of them. */
final class Scene {
    final Keys keys = new Keys(Suite.GM);
    final GoodLedger good = GoodLedger.build(keys, new GoodLedger.Options());
    final DrawBundle bundle = good.bundle(true);
    private final Path folder;
    private int exports;

    Scene(Path folder) {
        this.folder = folder;
    }

    /** Any folder's change, made by whoever may write the export. */
    interface Edit {
        void in(Path export) throws IOException;
    }

    Outcome verify(Book book, byte[]... kept) {
        return verify(write(book), kept);
    }

    /** With personal values that were opened for the auditor. */
    Outcome opened(Book book, Openings openings) {
        return new Verification(keys.policy(), List.of(), item -> {})
                .withOpenings(openings.format())
                .ledger(Export.open(write(book)));
    }

    private Path write(Book book) {
        Path export = folder.resolve("export" + exports++);
        ExportWriter.write(book, export);
        return export;
    }

    private Outcome verify(Path export, byte[]... kept) {
        return new Verification(keys.policy(), List.of(kept), item -> {})
                .ledger(Export.open(export));
    }

    /** The good export with files edited; the manifest stays. */
    Outcome edited(Edit edit) throws IOException {
        Path export = write(good.book);
        edit.in(export);
        return verify(export);
    }

    /** As {@link #edited}, with a manifest that the service signs anew over what is there. */
    Outcome resealed(Edit edit) throws IOException {
        Path export = write(good.book);
        edit.in(export);
        seal(export);
        return verify(export);
    }

    private void seal(Path export) throws IOException {
        TreeMap<String, Manifest.FileLine> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(export)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = export.relativize(file).toString().replace('\\', '/');
                byte[] bytes = Files.readAllBytes(file);
                files.put(
                        path,
                        new Manifest.FileLine(
                                path, Hex.format(Suite.INTL.hash(bytes)), bytes.length));
            }
        }
        files.remove(Manifest.FILE);
        Path file = export.resolve(Manifest.FILE);
        Map<String, Object> content = SignedDocument.read(Files.readAllBytes(file)).content();
        Manifest old = Manifest.parse(content);
        Manifest now =
                with(old, "files", files.values().stream().map(RecordCodec::format).toList());
        Files.write(
                file, SignedDocument.write(RecordCodec.format(now), Manifest.TYPE, keys.service));
    }

    /** Afterwards: events edited, everything chained, signed and sealed anew, nobody cosigns. */
    Outcome rewritten(UnaryOperator<List<LedgerEvent>> edit) {
        return verify(Insider.rewrite(good.book, edit));
    }

    /** From the start: a service that seals bent events, and witnesses who cosign what they see. */
    Outcome crooked(UnaryOperator<EventData> tamper) {
        return verify(crookedLedger(options -> options.tamper = tamper).book);
    }

    /** As {@link #crooked}, by the options of the sample. */
    Outcome bent(Consumer<GoodLedger.Options> bend) {
        return verify(crookedLedger(bend).book);
    }

    GoodLedger crookedLedger(Consumer<GoodLedger.Options> bend) {
        GoodLedger.Options options = new GoodLedger.Options();
        bend.accept(options);
        return GoodLedger.build(keys, options);
    }

    /** Later: more events after an honest draw, sealed and cosigned like all others. */
    Outcome continued(Consumer<Book> more) {
        Book book = crookedLedger(options -> {}).book;
        more.accept(book);
        book.checkpoint(book.time(), keys.witnesses);
        return verify(book);
    }

    /** The good entries as they are, some left out or replaced, cosigned. */
    Outcome sealedAsTheyAre(UnaryOperator<List<LedgerEvent>> edit) {
        Book book = new Book(keys);
        book.drawKeys.addAll(good.book.drawKeys);
        book.lists.addAll(good.book.lists);
        edit.apply(new ArrayList<>(good.book.events)).forEach(book::seal);
        book.note(book.time(), keys.witnesses);
        return verify(book);
    }

    /** A bundle with one field replaced, sealed by the service. */
    Outcome bundle(String field, Object value) {
        return draw(with(bundle, field, value).write(keys.service));
    }

    /** A bundle with one field of its opening replaced. */
    Outcome opening(String field, Object value) {
        DrawBundle.Opening opening = with(bundle.opening().get(0), field, value);
        return bundle("opening", List.of(RecordCodec.format(opening)));
    }

    Outcome draw(byte[] file) {
        return new Verification(keys.policy(), List.of(), item -> {}).draw(file);
    }

    /** Every event of this class bent; a null of {@code bend} leaves the event out. */
    static <T extends EventData> UnaryOperator<EventData> each(
            Class<T> type, Function<T, EventData> bend) {
        return data -> type.isInstance(data) ? bend.apply(type.cast(data)) : data;
    }

    /** The first event of this class bent. */
    static <T extends EventData> UnaryOperator<EventData> first(
            Class<T> type, Function<T, EventData> bend) {
        boolean[] done = new boolean[1];
        return each(
                type,
                data -> {
                    if (done[0]) {
                        return data;
                    }
                    done[0] = true;
                    return bend.apply(data);
                });
    }

    /** The first event of this class in a list, edited in place. */
    static <T extends EventData> UnaryOperator<List<LedgerEvent>> edit(
            Class<T> type, Function<T, EventData> bend) {
        return events -> {
            int at = indexOf(events, type);
            LedgerEvent event = events.get(at);
            events.set(at, Insider.with(event, bend.apply(type.cast(event.data()))));
            return events;
        };
    }

    static int indexOf(List<LedgerEvent> events, Class<? extends EventData> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i).data())) {
                return i;
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    /** The good ledger's first of this class; not what the parties of another ledger signed. */
    <T extends EventData> T find(Class<T> type) {
        return type.cast(event(good.book, type).data());
    }

    static LedgerEvent event(Book book, Class<? extends EventData> type) {
        return book.events.get(indexOf(book.events, type));
    }

    /** A record with one field, in its wire form, replaced. */
    @SuppressWarnings("unchecked")
    static <T extends Record> T with(T record, String field, Object value) {
        Map<String, Object> map = new HashMap<>(RecordCodec.format(record));
        map.put(field, value);
        return (T) RecordCodec.parse(record.getClass(), map);
    }
}
