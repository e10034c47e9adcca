#include "cli/commands/shared_flags.hpp"

namespace acumage::commands {

using arguments::joined;

arguments::flag config_flag() {
  return {"--config", "FILE",
          "settings file; else $ACUMAGE_CONFIG, ./config.ini, /etc/acumage/config.ini"};
}

arguments::flag json_flag() { return {"--json", "", "JSON on stdout"}; }

arguments::flag yes_flag() {
  return {"--yes", "", "do not ask; where nobody sits at a terminal, no question is asked anyway"};
}

arguments::flag dry_run_flag() {
  return {"--dry-run", "", "say how many records are meant, and change nothing"};
}

flags change_flags(const std::string& all) {
  return {{"--all", "", all, sent}, dry_run_flag(), yes_flag()};
}

flags node_flags(const std::string& token_help) {
  return {config_flag(),
          {"--admin", "URL",
           "the node's admin listener; else [admin] of the settings. Over https it must show\n"
           "admin.tls_certificate itself when that is set, else one that the system trusts"},
          {"--intake", "URL",
           "the node's intake listener, for `send`; else [intake] of the settings. Its\n"
           "certificate likewise: intake.tls_certificate"},
          {"--token-file", "FILE", token_help},
          json_flag()};
}

flags admin_flags() { return node_flags("file with the admin token; else admin.token"); }

flags record_filters() {
  return {{"--entity", "NAME", "pricing, inventory, shipment, customer or order", sent},
          {"--key", "GLOB", "key, with * and ? for what may differ; case does not count", sent}};
}

flags time_filters(const std::string& what) {
  return {{"--since", "TIME",
           what + " at or after: 90m, 2h, 3d or 1w ago, today, yesterday, tuesday,\n"
                  "2026-08-14, 2026-08-14T10:02:11Z; days begin at midnight UTC",
           sent},
          {"--until", "TIME", what + " before; the same forms", sent}};
}

flags page_flags(const std::string& what) {
  return {{"--limit", "N", what + " a page, 1 to 1000; 100 unless told", sent},
          {"--cursor", "CURSOR", "where the page before said that the next begins", sent},
          {"--all", "", "all pages"}};
}

arguments::flag id_words() {
  return {.name = "ID",
          .help = "dead letter of that number, as --id",
          .sent = true,
          .most = arguments::any_number};
}

flags one_id() { return {{"ID", "", "number of the dead letter"}, {"--id", "N", "the same"}}; }

flags dead_letter_filters() {
  return joined(
      {record_filters(),
       {{"--class", "CLASS",
         "data, unknown_record, conflict, unmapped, unrouted, exhausted, poison or bug", sent},
        {"--state", "STATE",
         "open (unless told), replaying, resolved, superseded, discarded or any", sent},
        {"--status", "CODE", "HTTP status of the last attempt", sent},
        {"--text", "TEXT", "part of the error, key or note", sent}},
       time_filters("last failed"),
       {{"--id", "N", "dead letter of that number; may be repeated", sent,
         arguments::any_number}}});
}

}  // namespace acumage::commands
