package org.yanqian.app.backup;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.yanqian.app.database.DatabaseConfiguration;
import org.yanqian.command.CommandSettings;

/**
 * The database and the settings of the service and nothing else of it. Not annotated as a
 * configuration, so that the service does not pick it up.
 */
@Import(DatabaseConfiguration.class)
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@EnableConfigurationProperties(CommandSettings.class)
final class BackupSettings {}
