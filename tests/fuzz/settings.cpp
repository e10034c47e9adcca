// The settings file: any bytes are either settings, that can be shown, or findings.
#include "node/options.hpp"
#include "settings/ini.hpp"
#include "settings/load.hpp"
#include "settings/text.hpp"
#include "target.hpp"
#include "tests/support/temp_dir.hpp"

#include <cassert>
#include <fstream>
#include <string>

void acumage::tests::try_input(std::string_view bytes) {
  static const temp_dir folder;
  const auto file = (folder / "config.ini").string();
  std::ofstream{file, std::ios::binary} << bytes;
  const auto read = settings::load_settings({.file = file, .overrides = {}, .environment = {}});
  assert(read.value.has_value() != settings::has_errors(read.findings));
  assert(settings::is_utf8(settings::check_config(file, read.findings)));
  if (!read.value) return;
  for (const auto& [name, value] : settings::list_settings(*read.value)) {
    const auto back = settings::read_ini("[a]\nkey = " + settings::ini_quoted(value) + "\n");
    assert(back.size() == 2 && back.back().value == value);
  }
  assert(settings::plan_reload(*read.value, *read.value).changed.empty());
  static_cast<void>(node::reading_of(*read.value));
  static_cast<void>(settings::findings_for_run(*read.value, file));
}
