#include "erp/metadata.hpp"

#include <pugixml.hpp>

#include <functional>

namespace acumage::erp {

namespace {

std::string folded(std::string_view name) {
  std::string made;
  for (const auto c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z')
      made += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80)
      made += c;
  }
  return made;
}

/// The name without the prefix of its namespace: "edmx:Edmx" -> "Edmx".
std::string_view local(std::string_view name) { return name.substr(name.rfind(':') + 1); }

void each_element(const pugi::xml_node& root, std::string_view name,
                  const std::function<void(const pugi::xml_node&)>& on) {
  for (const auto& child : root.children()) {
    if (local(child.name()) == name) on(child);
    each_element(child, name, on);
  }
}

std::string type_name(std::string_view qualified) {
  return std::string{qualified.substr(qualified.rfind('.') + 1)};
}

columns columns_of(const pugi::xml_node& type) {
  columns made;
  each_element(type, "Property", [&](const auto& node) {
    made.types[node.attribute("Name").value()] = read_edm(node.attribute("Type").value());
  });
  each_element(type, "PropertyRef",
               [&](const auto& node) { made.key.emplace_back(node.attribute("Name").value()); });
  return made;
}

}  // namespace

edm columns::type_of(const std::string& column) const {
  const auto found = types.find(column);
  return found == types.end() ? edm::unknown : found->second;
}

metadata read_metadata(std::string_view xml, std::string_view inquiry) {
  pugi::xml_document document;
  metadata made;
  if (!document.load_buffer(xml.data(), xml.size())) return made;
  if (local(document.document_element().name()) != "Edmx") return made;
  made.readable = true;
  const auto wanted = folded(inquiry);
  std::string type = wanted;  // in case the service lists no sets
  each_element(document, "EntitySet", [&](const auto& node) {
    made.inquiries.emplace_back(node.attribute("Name").value());
    if (folded(made.inquiries.back()) == wanted)
      type = folded(type_name(node.attribute("EntityType").value()));
  });
  each_element(document, "EntityType", [&](const auto& node) {
    if (!made.found && folded(node.attribute("Name").value()) == type)
      made.found = columns_of(node);
  });
  return made;
}

}  // namespace acumage::erp
