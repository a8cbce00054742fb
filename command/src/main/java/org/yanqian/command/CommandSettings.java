package org.yanqian.command;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.yanqian.ledger.sign.Suite;

/**
 * Settings of the write side, prefix {@code yanqian}.
 *
 * @param origin name of the ledger, inside every event and checkpoint
 * @param suite {@code gm} or {@code intl}, for the life of the ledger
 * @param keys folder of the service's keys
 * @param policy folder with {@code tlog-policy} and {@code yanqian.json}; without one no draw can be
 *     announced
 * @param witnessAuthorities PEM file with the authorities that certify the HTTPS servers of
 *     witnesses and time stamps; without one, those that come with Java
 * @param publicationFolder where checkpoint, hash tiles and published files are written for a web
 *     server; without one nothing is written
 * @param checkpointInterval longest time between a sealed event and a checkpoint
 * @param memory folder outside of the database where the service remembers what was witnessed and how
 *     far it has compared the store; the keys' folder by default
 * @param predecessor file with the last witnessed checkpoint of the ledger whose place a new one takes;
 *     read once, when the new ledger is opened
 * @param sweepEntriesPerSecond how fast the store is compared with the tree in the background
 * @param lockTimeout how long a command waits for another one of the same bureau
 */
@ConfigurationProperties("yanqian")
public record CommandSettings(
        @DefaultValue("yanqian.example/demo") String origin,
        @DefaultValue("gm") String suite,
        @DefaultValue("data/keys") Path keys,
        Path policy,
        Path witnessAuthorities,
        Path publicationFolder,
        Path memory,
        Path predecessor,
        @DefaultValue("2000") int sweepEntriesPerSecond,
        @DefaultValue("1s") Duration checkpointInterval,
        @DefaultValue("10s") Duration lockTimeout) {
    public Suite suiteValue() {
        return Suite.of(suite);
    }
}
