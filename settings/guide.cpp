#include "settings/guide.hpp"

#include "settings/codec.hpp"
#include "settings/details.hpp"
#include "settings/ini.hpp"
#include "settings/table.hpp"
#include "settings/text.hpp"

#include <cstddef>
#include <string_view>

namespace acumage::settings {

namespace {

constexpr std::string_view head =
    R"(# Settings

<!-- Written by `ninja -C build/dev settings_guide` from the table of the settings; a test compares. -->

Every key of [`config.ini`](../config.ini): its default, unit and bounds, its effect, an example, and what the store (or the ERP, or
an operator) then sees. `acumage check-config` names every mistake with its line and what was expected; `acumage test-connection`
asks the store for what the settings name.

- An absent key has its default. Times are in seconds, with up to three decimals. List elements are separated by commas.
- Put a value, or a key of a map, that contains `=`, `;` or `#` in double quotes: `"Prices = web #2" = pricing`.
- `--queue.batch_count=100` on the command line overrides `ACUMAGE__QUEUE__BATCH_COUNT=100` in the environment, which overrides the
  file. Maps are set in the file only; a reload applies them like other keys.
- `X_file = path` reads the secret X from a file: relative to the folder of `config.ini`, or a bare name in `$CREDENTIALS_DIRECTORY`, or in `credentials/` beside `config.ini`.

)";

/// Wraps the text into lines of at most 128 columns, broken between words.
std::string wrapped(std::string_view text) {
  constexpr std::size_t width = 128;
  std::string lines;
  while (text.size() > width) {
    auto end = text.rfind(' ', width);
    if (end == std::string_view::npos) end = text.find(' ');
    if (end == std::string_view::npos) break;
    lines += std::string{text.substr(0, end)} + "\n";
    text.remove_prefix(end + 1);
  }
  return lines + std::string{text} + "\n";
}

std::string code(std::string_view text) { return "`" + std::string{text} + "`"; }

std::string restart_text() {
  std::string keys;
  for (const auto& section : settings_table())
    for (const auto& key : section.keys)
      if (key.when == applies::at_restart)
        keys += (keys.empty() ? "" : ", ") + code(key.full_name());
  return "## When changes take effect\n\n" +
         wrapped(
             "SIGHUP (`systemctl reload acumage`) reads the file again, all or nothing. It logs "
             "old → new for every key that changed, and which values should be sent to the store "
             "again. It also reads the certificates again. Requests in flight get their answers "
             "(up to `delivery.drain_deadline`), and no sender is refused meanwhile: changes are "
             "accepted and kept, and new connections wait for a moment if necessary. As after a "
             "restart, attempts and the counters of `acumage stats` begin at zero. Only these keys "
             "need a restart (`[restart]` in `config.ini`), and the log says so when they "
             "changed: " +
             keys + ".") +
         "\n";
}

std::string default_text(const key_info& key) {
  static const settings defaults;
  if (key.kind == value_kind::secret) return "not set; or `" + std::string{key.name} + "_file`";
  const auto value = write_value(key, key.get(defaults));
  return value.empty() ? "empty" : code(value);
}

std::string facts(const key_info& key) {
  auto text = "Default " + default_text(key);
  if (const auto bounds = bounds_text(key); !bounds.empty()) text += "; " + bounds;
  return text + (key.when == applies::at_restart ? "; takes effect after a restart." : ".");
}

/// The effect and the example. The example follows the line of its section unless it contains one.
std::string details_text(std::string_view section, std::string_view name) {
  const auto* of = find_details(name);
  if (of == nullptr) return {};
  auto text = wrapped(of->happens) + "\n";
  if (of->example.empty()) return text;
  text += "```ini\n";
  if (!of->example.starts_with('[')) text += "[" + std::string{section} + "]\n";
  text += std::string{of->example} + "\n```\n\n";
  return text + wrapped("→ " + std::string{of->seen}) + "\n";
}

std::string key_text(const key_info& key) {
  return "### " + code(key.full_name()) + "\n\n" + wrapped(key.help) + "\n" + wrapped(facts(key)) +
         "\n" + details_text(key.section, key.full_name());
}

std::string map_text(const map_info& map) {
  static const settings defaults;
  std::string built_in;
  for (const auto& [key, value] : map.entries(defaults))
    built_in += (built_in.empty() ? "" : ", ") + code(key + " = " + value);
  return wrapped(code(std::string{map.key_words} + " = " + std::string{map.value_words}) + ". " +
                 std::string{map.help}) +
         "\n" + wrapped("Default " + (built_in.empty() ? "empty" : built_in) + ".") + "\n";
}

}  // namespace

std::string settings_guide() {
  std::string text{head};
  text += restart_text();
  for (const auto& section : settings_table()) {
    text += "## `[" + std::string{section.name} + "]`: " + std::string{section.title} + "\n\n";
    if (section.map) text += map_text(*section.map);
    text += details_text(section.name, section.name);
    for (const auto& key : section.keys) text += key_text(key);
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace acumage::settings
