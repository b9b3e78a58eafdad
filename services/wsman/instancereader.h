// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads the instances of one document into one pack. What it finds out about a class, a name or the
// way paths are told serves all that follow: in a page of an enumeration they are alike. Owned by
// who reads a reply; any one thread, and no longer than the document.
#pragma once

#include "services/cim/cimpacker.h"
#include "services/wsman/cimxml.h"

#include <memory>
#include <string>
#include <vector>

namespace Cistern::CimXml {

class InstanceReader
{
public:
    InstanceReader(const QString &nameSpace, Side side); // nameSpace: where none is told

    // The class is the element's name. Failures as readInstance and readPath tell them.
    Outcome<CimInstance> read(const XmlElement &element);
    Outcome<CimInstance> read(const XmlElement &element, const XmlElement &path);
    // An element that only holds the members, of whatever name.
    Outcome<CimInstance> readMembers(const XmlElement &element, const QString &className);

private:
    struct Members // of one class
    {
        quint32 element = 0; // its name's number
        QString nameSpace;
        QString className;
        const ClassDecl *decl = nullptr;
        std::vector<qint16> places = {};                         // by number of the name
        std::vector<std::pair<std::string, int>> selectors = {}; // and their properties
        int keys = 0;                                            // that are declared
    };
    struct PathForm // how the last path was told that is made of keys
    {
        const ClassDecl *decl = nullptr;
        std::string uri, nameSpace, address;
        QString host;
    };

    Members membersOf(const QString &nameSpace, const QString &className) const;
    Members &membersOf(const XmlElement &element);
    std::optional<Failure> readInto(const XmlElement &element, Members &members);
    bool takePlain(XmlElement &child, int place);
    std::optional<Failure> readChild(XmlElement &child, int place, const Members &members);
    qint16 placeOf(const XmlElement &child, Members &members) const;
    bool isMadeOfKeys(const XmlElement &path, Members &members);
    bool knowsForm(const XmlElement &path, std::string_view nameSpace, const ClassDecl *decl);

    QString m_nameSpace;
    Side m_side;
    CimPacker m_packer;
    std::vector<std::unique_ptr<Members>> m_members;
    PathForm m_form;
    std::vector<std::string_view> m_texts;
};

} // namespace Cistern::CimXml
