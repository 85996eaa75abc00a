#include "geodata/kml_folders.h"

#include <memory>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_minixml.h>

namespace passage::geodata {
namespace {

struct DestroyTree {
  void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
struct Free {
  void operator()(char* text) const { CPLFree(text); }
};

bool is_element(const CPLXMLNode& node, std::string_view name) {
  if (node.eType != CXT_Element) return false;
  const std::string_view full = node.pszValue;  // with its prefix, as in kml:Folder
  return full == name || (full.ends_with(name) && full[full.size() - name.size() - 1] == ':');
}

bool is_folder(const CPLXMLNode& node) {
  return is_element(node, "Folder") || is_element(node, "Document");
}

std::string_view name_of(const CPLXMLNode& folder) {
  for (const CPLXMLNode* child = folder.psChild; child != nullptr; child = child->psNext)
    if (is_element(*child, "name") && child->psChild != nullptr) return child->psChild->pszValue;
  return {};
}

// Its folders replaced by the placemarks and folders that they hold, and these likewise. What a folder says of
// itself (its name, a style) goes with it.
void take_folders_in(CPLXMLNode& layer) {
  for (CPLXMLNode** at = &layer.psChild; *at != nullptr;) {
    CPLXMLNode* folder = *at;
    if (!is_folder(*folder) || is_read_by_itself(name_of(*folder))) {
      at = &folder->psNext;
      continue;
    }
    CPLXMLNode** end = at;
    *end = nullptr;
    CPLXMLNode* next = folder->psNext;
    folder->psNext = nullptr;
    for (CPLXMLNode** inner = &folder->psChild; *inner != nullptr;) {
      CPLXMLNode* held = *inner;
      if (!is_folder(*held) && !is_element(*held, "Placemark")) {
        inner = &held->psNext;
        continue;
      }
      *inner = held->psNext;
      held->psNext = nullptr;
      *end = held;
      end = &held->psNext;
    }
    *end = next;
    CPLDestroyXMLNode(folder);
  }
}

void make_plain(CPLXMLNode& node, const std::string& layer) {
  if (is_element(node, "SimpleField")) CPLSetXMLValue(&node, "#type", "string");
  if (is_folder(node) && name_of(node) == layer) take_folders_in(node);
  for (CPLXMLNode* child = node.psChild; child != nullptr; child = child->psNext) make_plain(*child, layer);
}

}  // namespace

bool is_read_by_itself(std::string_view layer) {
  return layer == "people" || layer == "refuges" || layer == "dangers" || layer == "boundaries";
}

std::string plain_kml(std::string text, const std::string& layer) {
  const std::unique_ptr<CPLXMLNode, DestroyTree> tree(CPLParseXMLString(text.c_str()));
  if (!tree) return text;
  for (CPLXMLNode* node = tree.get(); node != nullptr; node = node->psNext) make_plain(*node, layer);
  const std::unique_ptr<char, Free> out(CPLSerializeXMLTree(tree.get()));
  return out.get();
}

}  // namespace passage::geodata
