// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The quick way to read a document gives what the careful way gives, or nothing: over all replies
// and requests that are kept for tests, over many damaged forms of them, and over what a quick
// reader is likely to get wrong.
#include "services/wsman/carefulxml.h"
#include "services/wsman/plainxml.h"
#include "services/wsman/xmltree.h"

#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// All that a reader can ask of a tree, in one text.
QString written(const XmlTree &tree)
{
    const auto slice = [&tree](quint32 from, quint32 size) {
        return QString::fromUtf8(tree.text.data() + from, qsizetype(size));
    };
    const auto name = [&tree](quint32 id) {
        return u"{%1}%2"_s.arg(tree.names[id].nameSpace, tree.names[id].name);
    };
    QString text;
    for (const XmlTree::Node &node : tree.nodes) {
        text += u"%1 %2 %3 "_s.arg(name(node.name)).arg(node.firstChild).arg(node.next);
        for (quint32 i = 0; i < node.attributes; ++i) {
            const XmlTree::Attribute &attribute = tree.attributes[node.firstAttribute + i];
            text += u"[%1=%2]"_s.arg(name(attribute.name), slice(attribute.from, attribute.size));
        }
        text += u"'%1'\n"_s.arg(slice(node.from, node.size));
    }
    return text;
}

// Nothing where the document is left to the careful way.
std::optional<bool> alike(const QByteArray &bytes)
{
    const auto plain = PlainXml::read(bytes);
    if (!plain)
        return std::nullopt;
    const auto careful = CarefulXml::read(bytes);
    return careful && written(*plain) == written(**careful);
}

QList<QByteArray> documents()
{
    QList<QByteArray> all;
    QDirIterator files(QStringLiteral(CISTERN_TEST_DATA), {u"*.xml"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all.append(file.readAll());
    }
    return all;
}

QByteArray damaged(QByteArray bytes, QRandomGenerator &dice)
{
    static const QByteArrayList pieces{"<",
                                       ">",
                                       "&",
                                       "&amp;",
                                       "&#1;",
                                       "&#65;",
                                       "&x;",
                                       "]]>",
                                       "<!---->",
                                       "<![CDATA[x]]>",
                                       "<?x?>",
                                       "\r\n",
                                       "\xC3\xA9",
                                       "\xC3",
                                       "\xEF\xBF\xBE",
                                       "\x01",
                                       " xmlns:p=\"u\"",
                                       " xmlns=\"\"",
                                       " a=\"1\"",
                                       " a='<'",
                                       " xml:lang=\"x\"",
                                       " xmlns:xml=\"u\"",
                                       "</",
                                       "/>",
                                       ":",
                                       "::",
                                       "=\"\"",
                                       " ",
                                       "\t",
                                       "<a/>",
                                       "text",
                                       "xmlns",
                                       "<p:a xmlns:p=\"u\" p:x=\"1\" p:x=\"2\"/>",
                                       "<a b=\"1\"c=\"2\"/>",
                                       "<1a/>",
                                       "<a:b:c/>",
                                       "<-/>"};
    const int changes = 1 + dice.bounded(3);
    for (int i = 0; i < changes && !bytes.isEmpty(); ++i) {
        const qsizetype at = dice.bounded(int(bytes.size()));
        switch (dice.bounded(5)) {
        case 0:
            bytes[at] = char(dice.bounded(256));
            break;
        case 1:
            bytes.remove(at, 1 + dice.bounded(8));
            break;
        case 2:
            bytes.insert(at, bytes.mid(dice.bounded(int(bytes.size())), dice.bounded(40)));
            break;
        case 3:
            // Behind a tag or a name is where most of them mean something.
            bytes.insert(qMax(bytes.indexOf(dice.bounded(2) ? '>' : ' ', at), qsizetype(0)),
                         pieces.at(dice.bounded(int(pieces.size()))));
            break;
        default:
            bytes.insert(at, pieces.at(dice.bounded(int(pieces.size()))));
        }
    }
    return bytes;
}
} // namespace

class tst_PlainXml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRepliesAsTheCarefulWayDoes()
    {
        int plain = 0, all = 0;
        for (const QByteArray &document : documents()) {
            const auto same = alike(document);
            QVERIFY2(same.value_or(true), document.left(200).constData());
            plain += same.has_value();
            ++all;
        }
        QVERIFY(all > 100);
        QVERIFY2(plain * 2 > all, "most real replies are plain");
    }

    void readsDamagedRepliesAsTheCarefulWayDoes()
    {
        bool ok = false;
        const int set = qEnvironmentVariableIntValue("CISTERN_DAMAGES", &ok);
        const int damages = ok ? set : 25; // of each document
        QRandomGenerator dice(6);
        int plain = 0;
        for (const QByteArray &document : documents()) {
            for (int i = 0; i < damages; ++i) {
                const QByteArray bytes = damaged(document, dice);
                const auto same = alike(bytes);
                if (!same.value_or(true))
                    qWarning("%s", bytes.constData());
                QVERIFY(same.value_or(true));
                plain += same.has_value();
            }
        }
        QVERIFY(plain > 0);
    }

    void readsPlainForms_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *bytes) { QTest::newRow(bytes) << QByteArray(bytes); };
        row("<a></a>");
        row("<a>text</a>");
        row("<a> \n <b> </b>\n  <c>x</c> y\n</a>");
        row("<a>one<b>two</b>three<c/>four</a>");
        row("<a>&lt;&gt;&amp;&quot;&apos;</a>");
        row("<a b='&gt;&amp;\t\n>'>]]</a>");
        row("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>\xC3\xA9</a>\n");
        row("\xEF\xBB\xBF<a>x</a>");
        row("<p:a xmlns:p='u'><p:b xmlns:p='v' p:c='1' c='2'/><p:b/></p:a>");
        row("<a xmlns='u' b='1'><b xmlns='v' xml:lang='en'/><b/></a>");
        row("<a xmlns:p='u' xmlns:q='u'><p:b/><q:b/><b q:c='1'/></a>");
    }

    void readsPlainForms()
    {
        QFETCH(const QByteArray, bytes);
        QCOMPARE(alike(bytes), std::optional(true));
    }

    void leavesTheRest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *bytes) { QTest::newRow(bytes) << QByteArray(bytes); };
        row("");
        row("text");
        row("<a>");
        row("<a/><b/>");
        row("<a></a>text");
        row("<a></a>text</a>");
        row("<a>&#65;</a>");
        row("<a>&other;</a>");
        row("<a>&</a>");
        row("<a>]]></a>");
        row("<a><!-- --></a>");
        row("<a><![CDATA[x]]></a>");
        row("<a><?x?></a>");
        row("<!DOCTYPE a><a></a>");
        row("<a>\r\n</a>");
        row("<a>\x01</a>");
        row("<a>\xC3</a>");
        row("<a>\xEF\xBF\xBF</a>");
        row("<a b='1' b='2'></a>");
        row("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'></a>");
        row("<a xmlns:p='u' xmlns:p='v'></a>");
        row("<a b='<'></a>");
        row("<p:a></p:a>");
        row("<a p:b='1'></a>");
        row("<a xmlns:p=''></a>");
        row("<a xmlns:xml='u'></a>");
        row("<a xmlns:p='http://www.w3.org/XML/1998/namespace'></a>");
        row("<a:b:c xmlns:a='u'></a:b:c>");
        row("<a :b='1'></a>");
        row("<a><-b></-b></a>");
        row("<?xml version=\"1.0\" encoding=\"latin1\"?><a></a>");
    }

    void leavesTheRest()
    {
        QFETCH(const QByteArray, bytes);
        QVERIFY(!PlainXml::read(bytes));
    }

    void leavesWhatIsBeyondALimit()
    {
        QVERIFY(PlainXml::read(QByteArray("<a>").repeated(64) + QByteArray("</a>").repeated(64)));
        QVERIFY(!PlainXml::read(QByteArray("<a>").repeated(65) + QByteArray("</a>").repeated(65)));
        const QByteArray name(256, 'n');
        QVERIFY(PlainXml::read('<' + name + "></" + name + '>'));
        QVERIFY(!PlainXml::read('<' + name + "n></" + name + "n>"));
        QVERIFY(PlainXml::read("<a>" + QByteArray(1024 * 1024, 'x') + "</a>"));
        QVERIFY(!PlainXml::read("<a>" + QByteArray(1024 * 1024 + 1, 'x') + "</a>"));
        QVERIFY(PlainXml::read("<a>" + QByteArray("<b/>").repeated(199'999) + "</a>"));
        QVERIFY(!PlainXml::read("<a>" + QByteArray("<b/>").repeated(200'000) + "</a>"));
    }
};

QTEST_GUILESS_MAIN(tst_PlainXml)
#include "tst_plainxml.moc"
