// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One element that is written: the door to KDSoap's message model. Values; any thread.
#pragma once

#include "services/wsman/envelope.h"
#include "services/wsman/names.h"

#include <KDSoapClient/KDSoapValue.h>

#include <QByteArray>
#include <QString>

#include <chrono>

namespace Cistern::Soap {

// Characters that XML 1.0 cannot say become the replacement mark; whoever sends a person's words
// checks them first (isXmlText).
QString writable(const QString &text);

// One element of KDSoap's message model, always qualified.
class Node
{
public:
    Node(const QString &nameSpace, const QString &name) : m_value(name, QVariant())
    {
        m_value.setNamespaceUri(nameSpace);
        m_value.setQualified(true);
    }
    Node(const QString &nameSpace, const QString &name, const QString &text) : Node(nameSpace, name)
    {
        // A null QString would read as "no value", which is the same empty element.
        m_value.setValue(writable(text));
    }

    Node &&attribute(const QString &nameSpace, const QString &name, const QString &text) &&
    {
        KDSoapValue value(name, writable(text));
        value.setNamespaceUri(nameSpace);
        value.setQualified(!nameSpace.isEmpty());
        m_value.childValues().attributes().append(value);
        return std::move(*this);
    }
    Node &&text(const QString &text) &&
    {
        m_value.setValue(writable(text));
        return std::move(*this);
    }
    Node &&mustUnderstand(bool must) &&;
    Node &&nil() &&
    {
        m_value.setNillable(true);
        return std::move(*this);
    }
    Node &operator<<(const Node &child)
    {
        m_value.childValues().append(child.m_value);
        return *this;
    }
    void declare(const QString &prefix, const QString &nameSpace)
    {
        m_value.addNamespaceDeclaration(QXmlStreamNamespaceDeclaration(prefix, nameSpace));
    }
    QByteArray toXml() const { return m_value.toXml(); }

private:
    KDSoapValue m_value;
};

Node nodeOf(const Wsman::XmlPart &part);
QString durationText(std::chrono::milliseconds duration);

} // namespace Cistern::Soap
