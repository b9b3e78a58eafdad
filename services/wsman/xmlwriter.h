// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Elements as UTF-8 octets, written straight to where they stay: values, of which a message has
// thousands, while its frame is KDSoap's. Namespaces get their prefixes as from QXmlStreamWriter.
// Part of soapxml. One thread at a time.
#pragma once

#include <QAnyStringView>
#include <QByteArray>
#include <QString>

#include <vector>

namespace Cistern::Soap {

class XmlWriter
{
public:
    // A namespace that is declared around all that is written.
    void know(const QString &prefix, const QString &nameSpace);

    // A namespace without a prefix is declared with one that is made up.
    void open(QAnyStringView nameSpace, QAnyStringView name);
    void close();
    // Of the element that was opened last, before anything is in it.
    void declare(const QString &prefix, const QString &nameSpace);
    void attribute(QAnyStringView nameSpace, QAnyStringView name, QStringView text);
    // Characters that XML can not say become the replacement mark.
    void text(QStringView text);
    void number(quint64 number);
    void number(qint64 number);
    void leaf(QAnyStringView nameSpace, QAnyStringView name, QStringView content)
    {
        open(nameSpace, name);
        text(content);
        close();
    }

    bool isEmpty() const { return m_size == 0; }
    QByteArray take(); // what was written since the last time; all of it is closed

private:
    struct Prefix
    {
        QByteArray name;
        QString nameSpace;
    };
    struct Open
    {
        qsizetype from, size; // of its name with prefix, in what is written
        size_t around;        // prefixes that were there before it
    };

    void endTag();
    const Prefix *prefixOf(QAnyStringView nameSpace); // null: none is needed
    void putName(const Prefix *prefix, QAnyStringView name);
    void putDeclaration(const Prefix &prefix);
    template<class Number>
    void putNumber(Number number);
    void put(QByteArrayView octets);
    char *room(qsizetype size); // behind what is written

    QByteArray m_octets; // longer than what is written
    qsizetype m_size = 0;
    bool m_inTag = false;
    std::vector<Prefix> m_prefixes;
    std::vector<Open> m_open;
    int m_made = 1; // prefixes made up; the first is that of the root, which KDSoap writes
};

} // namespace Cistern::Soap
