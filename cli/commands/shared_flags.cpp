#include "cli/commands/shared_flags.hpp"

namespace acumage::commands {

using arguments::joined;

arguments::flag config_flag() {
  return {"--config", "FILE",
          "settings file; default: $ACUMAGE_CONFIG, ./config.ini or /etc/acumage/config.ini"};
}

arguments::flag json_flag() { return {"--json", "", "print JSON to stdout"}; }

arguments::flag yes_flag() {
  return {"--yes", "",
          "do not ask for confirmation; without a terminal, only first-load and forced orders ask "
          "for it"};
}

arguments::flag dry_run_flag() {
  return {"--dry-run", "", "print how many records match, and change nothing"};
}

flags change_flags(const std::string& all) {
  return {{"--all", "", all, sent}, dry_run_flag(), yes_flag()};
}

flags node_flags(const std::string& token_help) {
  return {config_flag(),
          {"--admin", "URL",
           "the node's admin listener; default: [admin] of the settings. Over https it must\n"
           "present admin.tls_certificate if that is set, otherwise one that the system trusts"},
          {"--intake", "URL",
           "the node's intake listener, for `send`; default: [intake] of the settings. The\n"
           "same applies to its certificate: intake.tls_certificate"},
          {"--token-file", "FILE", token_help},
          json_flag()};
}

flags admin_flags() { return node_flags("file with the admin token; default: admin.token"); }

flags record_filters() {
  return {{"--entity", "NAME", "pricing, inventory, shipment, customer or order", sent},
          {"--key", "GLOB", "key, with the wildcards * and ?; letter case is ignored", sent}};
}

flags time_filters(const std::string& what) {
  return {{"--since", "TIME",
           what + " at or after: 90m, 2h, 3d or 1w ago, today, yesterday, tuesday,\n"
                  "2026-08-14 or 2026-08-14T10:02:11Z; days begin at midnight UTC",
           sent},
          {"--until", "TIME", what + " before; same forms as --since", sent}};
}

flags page_flags(const std::string& what) {
  return {{"--limit", "N", what + " per page, 1 to 1000; default 100", sent},
          {"--cursor", "CURSOR", "where the page begins, as printed after the previous one", sent},
          {"--all", "", "print all pages"}};
}

arguments::flag id_words() {
  return {.name = "ID",
          .help = "number of a dead letter, same as --id",
          .sent = true,
          .most = arguments::any_number};
}

flags one_id() { return {{"ID", "", "number of the dead letter"}, {"--id", "N", "the same"}}; }

flags dead_letter_filters() {
  return joined(
      {record_filters(),
       {{"--class", "CLASS",
         "data, unknown_record, conflict, unmapped, unrouted, exhausted, poison or bug", sent},
        {"--state", "STATE", "open (default), replaying, resolved, superseded, discarded or any",
         sent},
        {"--status", "CODE", "HTTP status of the last attempt", sent},
        {"--text", "TEXT", "part of the error, key or note", sent}},
       time_filters("last failed"),
       {{"--id", "N", "number of a dead letter; may be repeated", sent, arguments::any_number}}});
}

}  // namespace acumage::commands
