package org.yanqian.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Signer;

/** The boundaries of the house, as sentences. */
@AnalyzeClasses(
        packages = "org.yanqian",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** Test classes of other modules may come as a jar of their own. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String LEDGER = "org.yanqian.ledger..";
    private static final String VERIFIER = "org.yanqian.verifier..";
    private static final String COMMAND = "org.yanqian.command..";
    private static final String QUERY = "org.yanqian.query..";
    private static final String APP = "org.yanqian.app..";

    /** {@code type.method} of what gives another answer every time or on every machine. */
    private static final Set<String> AMBIENT =
            Set.of(
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.LocalTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.Year.now",
                    "java.time.YearMonth.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.ZoneId.systemDefault",
                    "java.util.TimeZone.getDefault",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.security.SecureRandom.getInstanceStrong",
                    "java.util.Locale.getDefault",
                    "java.nio.charset.Charset.defaultCharset");

    private static final Set<String> MADE =
            Set.of("java.util.Date", "java.util.Random", "java.security.SecureRandom");

    private static final DescribedPredicate<JavaCall<?>> ASKING_THE_MACHINE =
            describe(
                    "ask for time, chance, locale or charset",
                    call -> {
                        String owner = call.getTargetOwner().getName();
                        boolean made =
                                call.getName().equals("<init>")
                                        && MADE.contains(owner)
                                        && call.getTarget().getRawParameterTypes().isEmpty();
                        boolean asked =
                                AMBIENT.contains(owner + "." + call.getName())
                                        && call.getTarget().getRawParameterTypes().stream()
                                                .noneMatch(p -> p.getName().endsWith("Clock"));
                        return made || asked || takesTheDefaultCharset(call, owner);
                    });

    private static boolean takesTheDefaultCharset(JavaAccess<?> call, String owner) {
        if (!(call instanceof JavaCall<?> made)) {
            return false;
        }
        var parameters = made.getTarget().getRawParameterTypes();
        boolean named =
                parameters.stream()
                        .anyMatch(
                                p ->
                                        p.getName().equals("java.nio.charset.Charset")
                                                || p.getName().equals("java.lang.String"));
        boolean fromBytes =
                owner.equals("java.lang.String")
                        && call.getName().equals("<init>")
                        && !parameters.isEmpty()
                        && parameters.get(0).getName().equals("[B")
                        && !named;
        boolean toBytes =
                owner.equals("java.lang.String")
                        && call.getName().equals("getBytes")
                        && parameters.isEmpty();
        return fromBytes || toBytes;
    }

    @ArchTest
    static final ArchRule the_ledger_stands_on_the_jdk_bouncy_castle_and_jackson_core_alone =
            classes()
                    .that()
                    .resideInAPackage(LEDGER)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    LEDGER,
                                    "java..",
                                    "javax.crypto..",
                                    "javax.net.ssl..",
                                    "javax.sql..",
                                    "org.bouncycastle..",
                                    "com.fasterxml.jackson.core.."))
                    .because(
                            "whoever verifies must be able to read all that the proof rests on,"
                                    + " and no framework may stand in it");

    @ArchTest
    static final ArchRule the_verifier_knows_the_ledger_and_nothing_of_the_service =
            classes()
                    .that()
                    .resideInAPackage(VERIFIER)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    VERIFIER,
                                    LEDGER,
                                    "java..",
                                    "javax.net.ssl..",
                                    "com.fasterxml.jackson.core..",
                                    "com.sun.net.httpserver..",
                                    "picocli.."))
                    .because("a verifier that shares code with the service shares its mistakes");

    @ArchTest
    static final ArchRule the_verifier_opens_no_database =
            noClasses()
                    .that()
                    .resideInAPackage(VERIFIER)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.sql..", "javax.sql..", "org.yanqian.ledger.store.."))
                    .because(
                            "its input is files that an auditor holds, never the operator's store");

    @ArchTest
    static final ArchRule command_never_meets_query =
            noClasses()
                    .that()
                    .resideInAPackage(COMMAND)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(QUERY, VERIFIER, APP))
                    .because("nothing decides from a projection what must be provable");

    @ArchTest
    static final ArchRule query_never_meets_command =
            noClasses()
                    .that()
                    .resideInAPackage(QUERY)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(COMMAND, VERIFIER, APP))
                    .because("a public node reads the sealed ledger and cannot write to it");

    @ArchTest
    static final ArchRule query_holds_no_signing_key =
            noClasses()
                    .that()
                    .resideInAPackage(QUERY)
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(PrivateKey.class, Signer.class)
                    .because("the public node must have nothing that could sign for the bureau");

    @ArchTest
    static final ArchRule only_the_store_speaks_sql_in_the_ledger =
            noClasses()
                    .that(
                            resideInAPackage(LEDGER)
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAPackage(
                                                            "org.yanqian.ledger.store.."))))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
                    .because("everything else in the ledger is bytes in, bytes out");

    @ArchTest
    static final ArchRule draw_rules_registry_and_freeze_know_no_store =
            noClasses()
                    .that(
                            resideInAnyPackage(
                                    "org.yanqian.ledger.draw..",
                                    "org.yanqian.ledger.rules..",
                                    "org.yanqian.ledger.registry..",
                                    "org.yanqian.ledger.freeze.."))
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.yanqian.ledger.store.."))
                    .because("the verifier runs the same code where there is no database");

    @ArchTest
    static final ArchRule the_ledger_asks_the_machine_for_nothing =
            noClasses()
                    .that()
                    .resideInAPackage(LEDGER)
                    .should()
                    .callMethodWhere(ASKING_THE_MACHINE)
                    .orShould()
                    .callConstructorWhere(ASKING_THE_MACHINE)
                    .because(
                            "a replay on another machine in another year must give the same bytes:"
                                    + " time and chance are passed in");

    @ArchTest
    static final ArchRule an_aggregate_asks_no_clock_and_no_dice =
            noClasses()
                    .that()
                    .areAnnotatedWith(Aggregate.class)
                    .should()
                    .callMethodWhere(ASKING_THE_MACHINE)
                    .orShould()
                    .callConstructorWhere(ASKING_THE_MACHINE)
                    .orShould(
                            callMethodWhere(
                                    describe(
                                            "of a clock",
                                            (JavaCall<?> call) ->
                                                    call.getTargetOwner()
                                                            .isAssignableTo(
                                                                    java.time.Clock.class))))
                    .because("what an aggregate decides must depend on command and history alone");

    @ArchTest
    static final ArchRule packages_of_the_ledger_do_not_lean_on_each_other_in_circles =
            slices().matching("org.yanqian.ledger.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("each can be read and checked with only what lies below it");

    @ArchTest
    static final ArchRule events_are_records =
            classes()
                    .that()
                    .areAssignableTo(EventData.class)
                    .and()
                    .areNotInterfaces()
                    .should()
                    .beRecords()
                    .because("what was signed is a value and never changes");

    @ArchTest
    static final ArchRule the_service_has_one_main_class =
            methods()
                    .that()
                    .haveName("main")
                    .and()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat(resideInAnyPackage(LEDGER, COMMAND, QUERY, APP))
                    .should()
                    .beDeclaredIn(YanqianApplication.class)
                    .because("one jar, and the roles say what a process does");

    @ArchTest
    static final ArchRule only_the_edge_knows_http =
            noClasses()
                    .that()
                    .areNotAnnotatedWith(RestController.class)
                    .and(resideInAPackage(COMMAND))
                    .and()
                    .haveSimpleNameNotEndingWith("Controller")
                    .should()
                    .dependOnClassesThat(resideInAPackage("jakarta.servlet.."))
                    .because("a slice decides the same whatever carries the command");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule nobody_catches_up_with_lombok =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            describe(
                                    "belong to Lombok",
                                    (JavaClass type) -> type.getPackageName().startsWith("lombok")))
                    .because("records say the same in the language itself");
}
