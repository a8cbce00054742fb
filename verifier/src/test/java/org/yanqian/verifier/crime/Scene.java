package org.yanqian.verifier.crime;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** One good ledger and its bundle, every key of the house, and ways to make crooked ones of them. */
final class Scene {
    private static final GoodLedger HONEST =
            GoodLedger.build(new Keys(Suite.GM), new GoodLedger.Options());
    private static final DrawBundle OPENED = HONEST.bundle(true);

    /** Fresh for every act: what one signs must not change what the next one draws. */
    final Keys keys = new Keys(Suite.GM);

    final GoodLedger good = HONEST;
    final DrawBundle bundle = OPENED;
    private final Path folder;

    Scene(Path folder) {
        this.folder = folder;
    }

    /** Any folder's change, made by whoever may write the export. */
    interface Edit {
        void in(Path export) throws IOException;
    }

    Handed hand(Book book, byte[]... kept) {
        return hand(write(book), kept);
    }

    /** With personal values that were opened for the auditor. */
    Handed opened(Book book, Openings openings) {
        return hand(book).withOpenings(openings.format());
    }

    private Path write(Book book) {
        try {
            Files.createDirectories(folder);
            Path export = Files.createTempDirectory(folder, "export").resolve("ledger");
            ExportWriter.write(book, export);
            return export;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Handed hand(Path export, byte[]... kept) {
        return Handed.export(keys.policy(), export, List.of(kept));
    }

    /** The good export with files edited; the manifest stays. */
    Handed edited(Edit edit) throws IOException {
        Path export = write(good.book);
        edit.in(export);
        return hand(export);
    }

    /** As {@link #edited}, with a manifest that the service signs anew over what is there. */
    Handed resealed(Edit edit) throws IOException {
        return resealed(good.book, edit);
    }

    Handed resealed(Book book, Edit edit) throws IOException {
        Path export = write(book);
        edit.in(export);
        seal(export, manifest -> manifest);
        return hand(export);
    }

    /** The good export under a manifest that says something else. */
    Handed listed(UnaryOperator<Manifest> edit) throws IOException {
        Path export = write(good.book);
        seal(export, edit);
        return hand(export);
    }

    private void seal(Path export, UnaryOperator<Manifest> edit) throws IOException {
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
                file,
                SignedDocument.write(
                        RecordCodec.format(edit.apply(now)), Manifest.TYPE, keys.service));
    }

    /** Afterwards: events edited, everything chained, signed and sealed anew, nobody cosigns. */
    Handed rewritten(UnaryOperator<List<LedgerEvent>> edit) {
        return hand(Insider.rewrite(good.book, edit));
    }

    /** From the start: a service that seals bent events, and witnesses who cosign what they see. */
    Handed crooked(UnaryOperator<EventData> tamper) {
        return hand(crookedLedger(options -> options.tamper = tamper).book);
    }

    /** As {@link #crooked}, by the options of the sample. */
    Handed bent(Consumer<GoodLedger.Options> bend) {
        return hand(crookedLedger(bend).book);
    }

    GoodLedger crookedLedger(Consumer<GoodLedger.Options> bend) {
        GoodLedger.Options options = new GoodLedger.Options();
        bend.accept(options);
        return GoodLedger.build(keys, options);
    }

    /** Later: more events after an honest draw, sealed and cosigned like all others. */
    Handed continued(Consumer<Book> more) {
        Book book = crookedLedger(options -> {}).book;
        more.accept(book);
        book.checkpoint(book.time(), keys.witnesses);
        return hand(book);
    }

    /** The good entries as they are, some left out or replaced, cosigned. */
    Handed sealedAsTheyAre(UnaryOperator<List<LedgerEvent>> edit) {
        Book book = new Book(keys);
        book.drawKeys.addAll(good.book.drawKeys);
        book.lists.addAll(good.book.lists);
        edit.apply(new ArrayList<>(good.book.events)).forEach(book::seal);
        book.note(book.time(), keys.witnesses);
        return hand(book);
    }

    /** A bundle with one field replaced, sealed by the service. */
    Handed bundle(String field, Object value) {
        return draw(with(bundle, field, value).write(keys.service));
    }

    /** A bundle with one field of its opening replaced. */
    Handed opening(String field, Object value) {
        DrawBundle.Opening opening = with(bundle.opening().get(0), field, value);
        return bundle("opening", List.of(RecordCodec.format(opening)));
    }

    Handed draw(byte[] file) {
        return Handed.bundle(keys.policy(), file);
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
