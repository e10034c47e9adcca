// $metadata: the types and keys of a service's inquiries or classes, as EDMX.
#include "simulator/acumatica/odata/inquiry.hpp"

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

std::string_view edm_type(const column& of, dialect by) {
  switch (of.type) {
    case column_type::text: return "Edm.String";
    case column_type::guid: return "Edm.Guid";
    case column_type::decimal: return "Edm.Decimal";
    case column_type::integer: return of.name == "TimeStamp" ? "Edm.Int64" : "Edm.Int32";
    case column_type::boolean: return "Edm.Boolean";
    case column_type::time: break;
  }
  return by == dialect::odata_v3 ? "Edm.DateTime" : "Edm.DateTimeOffset";
}

std::string_view name_of(const schema& one, const call& by) {
  return by.to.of_class ? one.dac : one.inquiry;
}

/// A type's name has no blanks; its set keeps the inquiry's name.
std::string type_name(std::string_view name) {
  std::string text{name};
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

std::string entity_type(const schema& one, const call& by) {
  std::string xml = "<EntityType Name=\"" + type_name(name_of(one, by)) + "\"><Key>";
  for (std::size_t i = 0; i < one.key_count; ++i)
    xml += "<PropertyRef Name=\"" + std::string{one.columns[i].name} + "\"/>";
  xml += "</Key>";
  for (std::size_t i = 0; i < one.columns.size(); ++i) {
    const column& each = one.columns[i];
    // A key is named even when its column is not shown.
    if (i >= one.key_count && by.faults.names(trouble::missing_column, each.name)) continue;
    xml += "<Property Name=\"" + std::string{each.name} + "\" Type=\"" +
           std::string{edm_type(each, by.to.speaks)} + '"';
    if (i < one.key_count) xml += " Nullable=\"false\"";
    xml += "/>";
  }
  return xml += "</EntityType>";
}

}  // namespace

answer answer_metadata(const call& by) {
  const bool old = by.to.speaks == dialect::odata_v3;
  const std::string name_space = by.to.of_class ? "PX.Objects" : "PX.Data.GenericInquiry";
  std::string xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
  xml += old ? "<edmx:Edmx Version=\"1.0\" "
               "xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\">"
               "<edmx:DataServices m:DataServiceVersion=\"3.0\" m:MaxDataServiceVersion=\"3.0\" "
               "xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\">"
             : "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">"
               "<edmx:DataServices>";
  xml += "<Schema Namespace=\"" + name_space + "\" xmlns=\"";
  xml += old ? "http://schemas.microsoft.com/ado/2009/11/edm"
             : "http://docs.oasis-open.org/odata/ns/edm";
  xml += "\">";
  std::string sets;
  for (const auto& one : all_schemas()) {
    const auto name = name_of(one, by);
    if (name.empty()) continue;
    xml += entity_type(one, by);
    sets += "<EntitySet Name=\"" + std::string{name} + "\" EntityType=\"" + name_space + '.' +
            type_name(name) + "\"/>";
  }
  xml += "<EntityContainer Name=\"Default\">" + sets +
         "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>";
  return {.body = std::move(xml), .content_type = "application/xml;charset=utf-8"};
}

}  // namespace acumage::simulator::acumatica
