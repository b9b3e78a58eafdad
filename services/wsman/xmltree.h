// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What both ways of reading a document make of it: its elements in document order, names told once,
// all characters in one piece. Private to xmlreader, plainxml
// and carefulxml; a value, any thread.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace Cistern {

struct XmlTree
{
    static constexpr quint32 none = 0xffff'ffff;

    struct QName
    {
        QString nameSpace;
        QString name;
    };
    struct Attribute
    {
        quint32 name;
        quint32 from, size; // of the value in text
    };
    struct Node
    {
        quint32 name; // one number a namespace and name
        quint32 firstChild = none;
        quint32 next = none;
        quint32 firstAttribute = 0;
        quint32 attributes = 0;
        quint32 from = 0, size = 0; // of the own text in text
    };

    std::vector<QName> names;
    std::vector<Attribute> attributes; // without declarations of namespaces
    std::vector<Node> nodes;
    std::string text; // UTF-8; attribute values and element texts, maybe with others between
};

} // namespace Cistern
