#include "cli/arguments/shared_flags.hpp"

namespace acumage::arguments {

namespace {

constexpr const char* overrides_help =
    "Any setting can be overridden by --section.key=value, such as --queue.batch_count=50.";

}  // namespace

CLI::App& add_command(CLI::App& to, const std::string& name, const std::string& words,
                      const std::string& example) {
  auto& made = *to.add_subcommand(name, words);
  made.allow_extras();  // so that what is not known gets a better answer than CLI11's
  made.footer("Example:\n  " + example);
  return made;
}

void add_details(CLI::App& to, const std::string& lines) {
  to.footer(lines + "\n\n" + to.get_footer());
}

void add_config(CLI::App& to, given_values& into) {
  to.add_option("--config", into.config,
                "settings file; else $ACUMAGE_CONFIG, ./config.ini, /etc/acumage/config.ini")
      ->type_name("FILE");
  to.footer(to.get_footer() + "\n\n" + overrides_help);
}

void add_json(CLI::App& to, given_values& into) {
  to.add_flag("--json", into.json, "JSON on stdout");
}

void add_node(CLI::App& to, given_values& into, const char* token_help) {
  add_config(to, into);
  to.add_option("--admin", into.admin_url,
                "the node's admin listener; else [admin] of the settings. Over https it must show\n"
                "admin.tls_certificate itself when that is set, else one that the system trusts")
      ->type_name("URL");
  to.add_option("--intake", into.intake_url,
                "the node's intake listener, for `send`; else [intake] of the settings. Its\n"
                "certificate likewise: intake.tls_certificate")
      ->type_name("URL");
  to.add_option("--token-file", into.token_file, token_help)->type_name("FILE");
  add_json(to, into);
}

void add_admin(CLI::App& to, given_values& into) {
  add_node(to, into, "file with the admin token; else admin.token");
}

void add_record_filters(CLI::App& to, given_values& into) {
  to.add_option("--entity", into.entity, "pricing, inventory, shipment, customer or order")
      ->type_name("NAME");
  to.add_option("--key", into.key, "key, with * and ? for what may differ; case does not count")
      ->type_name("GLOB");
}

void add_page_flags(CLI::App& to, given_values& into, const std::string& what) {
  to.add_option("--limit", into.limit, what + " a page, 1 to 1000; 100 unless told")
      ->type_name("N");
  to.add_option("--cursor", into.cursor, "where the page before said that the next begins")
      ->type_name("CURSOR");
  to.add_flag("--all", into.all, "all pages");
}

}  // namespace acumage::arguments
