#include "cli/arguments/flags.hpp"

#include "cli/arguments/shared_flags.hpp"
#include "settings/version.hpp"

namespace acumage::arguments {

namespace {

void add_lanes(CLI::App& app, given_values& into) {
  auto& pause = add_command(app, "pause", "Sends no more of an entity; what comes in is kept",
                            "acumage pause pricing");
  auto& resume =
      add_command(app, "resume", "Sends again, all that waits at once", "acumage resume all");
  auto& stop = add_command(app, "stop-intake",
                           "Takes no more of an entity; what comes in is counted and discarded",
                           "acumage stop-intake pricing");
  auto& start = add_command(app, "start-intake", "Takes again what comes in of an entity",
                            "acumage start-intake all");
  for (auto* const each : {&pause, &resume, &stop, &start}) {
    add_admin(*each, into);
    each->add_option("ENTITY", into.operands,
                     "pricing, inventory, shipment, customer, order or all (unless told)")
        ->type_name("")
        ->expected(0, 1);
  }
}

void add_waiting(CLI::App& app, given_values& into) {
  auto& waiting =
      add_command(app, "waiting", "What waits, retries or is parked: look, try, give up",
                  "acumage waiting list --state parked");
  auto& list = add_command(waiting, "list", "What has not been delivered yet, one record a line",
                           "acumage waiting list --entity pricing --state retrying");
  auto& retry = add_command(waiting, "retry",
                            "Tries now what would be tried later; what rests goes on resting",
                            "acumage waiting retry --key 'LAMP-*'");
  auto& fail = add_command(waiting, "fail",
                           "Gives up: a dead letter for each; of what rests, when it has rested",
                           "acumage waiting fail --state parked --key 'OLD-*'");
  for (auto* const each : {&list, &retry, &fail}) {
    add_admin(*each, into);
    add_record_filters(*each, into);
    each->add_option("--state", into.state, "waiting, in_flight, retrying, resting or parked")
        ->type_name("STATE");
  }
  add_page_flags(list, into, "records");
  fail.add_flag("--all", into.all, "everything that waits, where no filter is given");
}

void add_republish(CLI::App& app, given_values& into) {
  auto& republish = add_command(
      app, "republish", "Sends what is remembered again, worked out anew, after settings changed",
      "acumage republish --key 'LAMP-*' --dry-run");
  add_admin(republish, into);
  add_record_filters(republish, into);
  republish.add_flag("--dry-run", into.dry_run, "say how many records are meant, and send nothing");
}

void add_forget(CLI::App& app, given_values& into) {
  auto& forget =
      add_command(app, "forget-versions",
                  "Lets older versions count again, after the ERP was restored from a backup",
                  "acumage forget-versions --entity pricing --dry-run");
  add_admin(forget, into);
  add_record_filters(forget, into);
  forget.add_flag("--all", into.all, "every key of every entity, where no filter is given");
  forget.add_flag("--dry-run", into.dry_run, "say how many keys are meant, and change nothing");
}

void add_journal(CLI::App& app, given_values& into) {
  auto& journal =
      add_command(app, "journal", "Looks into the data folder, also of a running node: reads only",
                  "acumage journal verify --storage.path=/var/lib/acumage");
  auto& stat = add_command(journal, "stat", "What the folder holds: how many, how old, how large",
                           "acumage journal stat");
  auto& verify = add_command(journal, "verify",
                             "Reads every file and record, and names what is damaged, where, and "
                             "what to do; 1 when anything is",
                             "acumage journal verify --json");
  auto& dump = add_command(journal, "dump", "Records as NDJSON, as far as they can be read",
                           "acumage journal dump --family letters --key 'LAMP-*'");
  for (auto* const each : {&stat, &verify, &dump}) add_config(*each, into);
  for (auto* const each : {&stat, &verify}) add_json(*each, into);
  add_record_filters(dump, into);
  dump.add_option("--family", into.family,
                  "journal, letters, marks, history, stock, documents, links, known_skus,\n"
                  "fingerprints or meta; all unless told")
      ->type_name("NAME");
  dump.add_flag("--changes", into.changes,
                "what is not settled, in the form that `acumage send` takes: to be sent to a node\n"
                "with a new folder");
}

void add_unmapped(CLI::App& app, given_values& into) {
  auto& unmapped =
      add_command(app, "unmapped", "Values that no map of the settings covers", "acumage unmapped");
  add_admin(unmapped, into);
}

void add_send(CLI::App& app, given_values& into) {
  auto& send = add_command(app, "send", "Hands files of notifications or changes to the node",
                           "acumage send samples/01-price-single.json");
  add_node(send, into,
           "file with the secret of the intake header; else intake.header_value, or a\n"
           "signature with intake.hmac_secret");
  send.add_flag("--baseline", into.baseline,
                "quantities as they stand: fills the memory, and sends nothing but what was held\n"
                "until each warehouse of its source has been seen");
  send.add_option("--client-certificate", into.client_certificate,
                  "certificate (PEM) for an intake with client_ca")
      ->type_name("FILE");
  send.add_option("--client-key", into.client_key, "its private key (PEM)")->type_name("FILE");
  send.add_option("--rate", into.rate, "rows a second; as fast as they are taken unless told")
      ->type_name("N");
  send.add_option("FILE", into.operands,
                  "JSON or NDJSON; of a folder every *.json and *.ndjson in the order of names")
      ->type_name("");
}

void add_stats(CLI::App& app, given_values& into) {
  auto& stats = add_command(app, "stats", "What the running node does, on one screen",
                            "acumage stats --watch");
  add_admin(stats, into);
  stats.add_flag("--watch", into.watch,
                 "again and again, on the whole screen, with keys: p pauses a lane, s sorts,\n"
                 "? names the others, q leaves; without a terminal printed until Ctrl-C");
  stats
      .add_option("--interval", into.interval,
                  "seconds between two looks, 0.1 to 3600; 1 unless told")
      ->type_name("S");
}

void add_demo(CLI::App& app, given_values& into) {
  auto& demo =
      add_command(app, "demo", "The node and a simulated store in one process, fed with samples",
                  "acumage demo --seconds-per-file 2");
  demo.add_option("--seconds-per-file", into.per_file,
                  "pause after each sample, 0 to 60; 0.35 unless told")
      ->type_name("S");
  demo.add_flag("--keep", into.keep, "keep the data folder, as ./demo-data");
}

}  // namespace

void make_app(CLI::App& app, given_values& into) {
  app.name("acumage");
  app.description("Carries change events from Acumatica to Magento, one way, and loses none.");
  app.set_version_flag("--version", "acumage " + settings::build_version());
  app.allow_extras();
  app.footer("Example:\n  acumage demo");
  add_config(add_command(app, "run", "The node, in the foreground; logs to stderr",
                         "acumage run --config /etc/acumage/config.ini"),
             into);
  add_config(add_command(app, "check-config", "Reads the settings and names every problem",
                         "acumage check-config --config config.ini"),
             into);
  auto& test = add_command(app, "test-connection",
                           "What is wrong between here and the store, with the remedy",
                           "acumage test-connection --config config.ini");
  add_config(test, into);
  add_json(test, into);
  add_stats(app, into);
  add_letters(app, into);
  add_history(app, into);
  add_lanes(app, into);
  add_waiting(app, into);
  add_republish(app, into);
  add_forget(app, into);
  add_journal(app, into);
  add_unmapped(app, into);
  add_send(app, into);
  add_demo(app, into);
}

}  // namespace acumage::arguments
