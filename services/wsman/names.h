// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Names of the protocols: namespaces, actions, dialects (DSP0226 annex A, DSP0227 section 5).
// Prefixes are a habit of writers; readers compare namespaces.
#pragma once

#include <QLatin1StringView>

namespace Cistern::Wsman::Names {

inline constexpr QLatin1StringView soap{"http://www.w3.org/2003/05/soap-envelope"};
inline constexpr QLatin1StringView addressing{"http://schemas.xmlsoap.org/ws/2004/08/addressing"};
inline constexpr QLatin1StringView transfer{"http://schemas.xmlsoap.org/ws/2004/09/transfer"};
inline constexpr QLatin1StringView enumeration{"http://schemas.xmlsoap.org/ws/2004/09/enumeration"};
inline constexpr QLatin1StringView eventing{"http://schemas.xmlsoap.org/ws/2004/08/eventing"};
inline constexpr QLatin1StringView wsman{"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"};
inline constexpr QLatin1StringView binding{"http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"};
inline constexpr QLatin1StringView identity{
    "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"};
// The spelling that some servers answer with.
inline constexpr QLatin1StringView identify{
    "http://schemas.dmtf.org/wbem/wsman/identify/1/wsmanidentity.xsd"};
// Where the names of WinRM 1 begin, which speaks another protocol.
inline constexpr QLatin1StringView oldWsman{"http://schemas.xmlsoap.org/wsman/2005/06/"};
inline constexpr QLatin1StringView oldManagement{
    "http://schemas.xmlsoap.org/ws/2005/06/management"};
inline constexpr QLatin1StringView microsoft{"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"};
inline constexpr QLatin1StringView microsoftFault{
    "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"};
inline constexpr QLatin1StringView cimCommon{"http://schemas.dmtf.org/wbem/wscim/1/common"};
inline constexpr QLatin1StringView schemaInstance{"http://www.w3.org/2001/XMLSchema-instance"};
inline constexpr QLatin1StringView schema{"http://www.w3.org/2001/XMLSchema"};
inline constexpr QLatin1StringView xml{"http://www.w3.org/XML/1998/namespace"};

inline constexpr QLatin1StringView anonymous{
    "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"};
inline constexpr QLatin1StringView faultDetail{
    "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"};
inline constexpr QLatin1StringView associationDialect{
    "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"};
inline constexpr QLatin1StringView xpathDialect{"http://www.w3.org/TR/1999/REC-xpath-19991116"};
inline constexpr QLatin1StringView selectorDialect{
    "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"};
inline constexpr QLatin1StringView wqlDialect{"http://schemas.microsoft.com/wbem/wsman/1/WQL"};
// Compared by what follows the host: one server spells the dialect with another host.
inline constexpr QLatin1StringView wqlDialectPath{"/wbem/wsman/1/WQL"};
inline constexpr QLatin1StringView protocolVersion{
    "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"};

// How events are delivered (DSP0226 section 10.2.9): by answers to Pull, or, when a request does
// not say, by messages to a listener of the client.
inline constexpr QLatin1StringView pullMode{"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull"};
inline constexpr QLatin1StringView pushMode{
    "http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push"};
inline constexpr QLatin1StringView droppedEvents{
    "http://schemas.dmtf.org/wbem/wsman/1/wsman/DroppedEvents"};

// The selector that carries the CIM namespace (DSP0227 section 5.2).
inline constexpr QLatin1StringView nameSpaceSelector{"__cimnamespace"};

} // namespace Cistern::Wsman::Names
