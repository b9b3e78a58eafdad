// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/poolnamepage.h"

#include "models/storagefacts.h"
#include "services/systems/connections.h"
#include "ui/text/units.h"
#include "ui/widgets/label.h"
#include "ui/widgets/statedelegate.h"
#include "ui/wizards/nameedit.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

NamePage::NamePage(StoragePoolWizard &wizard)
    : PoolPage(wizard)
    , m_name(new NameEdit(this))
    , m_hint(new Label(Label::Kind::Grey, QString(), this))
    , m_systems(new QComboBox(this))
    , m_onlySystem(new Label(Label::Kind::Body, QString(), this))
    , m_heading(new Label(Label::Kind::Heading, QString(), this))
    , m_view(new QTreeView(this))
    , m_pools(new QStandardItemModel(this))
    , m_noPools(new Label(Label::Kind::Grey, tr("None yet."), this))
{
    setTitle(tr("Name the pool"));
    setSubTitle(tr("A name helps people find the pool. The system knows it by its own ID."));

    auto *nameLabel = new Label(Label::Kind::Body, tr("&Name:"), this);
    nameLabel->setBuddy(m_name->lineEdit());
    auto *systemLabel = new Label(Label::Kind::Body, tr("S&ystem:"), this);
    systemLabel->setBuddy(m_systems);
    m_systems->setAccessibleName(tr("System"));
    m_systems->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *systemHint = new Label(
        Label::Kind::Grey, tr("The pool and everything it is made from must be on one system."),
        this);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0, Qt::AlignTop);
    nameLabel->setMinimumHeight(m_name->lineEdit()->sizeHint().height());
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_hint, 1, 1);
    grid->setRowMinimumHeight(2, 4);
    grid->addWidget(systemLabel, 3, 0);
    grid->addWidget(m_systems, 3, 1, Qt::AlignLeft);
    grid->addWidget(m_onlySystem, 3, 1, Qt::AlignLeft);
    grid->addWidget(systemHint, 4, 1);

    m_view->setModel(m_pools);
    m_view->setRootIsDecorated(false);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    StateDelegate::paintRows(
        m_view, {{2, StateDelegate::Layout::Filled}, {3, StateDelegate::Layout::State}});

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addLayout(grid);
    column->addSpacing(12);
    column->addWidget(m_heading);
    column->addWidget(m_noPools);
    column->addWidget(m_view, 1);
    column->addStretch(0);

    connect(m_name, &NameEdit::changed, this, &NamePage::store);
    connect(m_systems, &QComboBox::activated, this, [this](int index) {
        m_wizard.setSystem(m_systems->itemData(index).toString());
        showSystem();
    });
}

void NamePage::initializePage()
{
    showSystem();
    m_name->lineEdit()->selectAll();
    m_name->setFocus();
}

void NamePage::load()
{
    m_name->setName(m_wizard.call().argument(u"ElementName").toString());
    showSystem();
}

bool NamePage::isComplete() const
{
    return m_name->isAcceptable() && !m_wizard.call().target().isEmpty();
}

void NamePage::showProblem(const Failure &)
{
    m_name->showProblem(tr("%1 refused this name.").arg(m_wizard.systemName()));
}

// A blank name is sent as NULL (SP.R12).
void NamePage::store()
{
    const QString name = m_name->name();
    m_wizard.setArgument(u"ElementName", name.isEmpty() ? CimValue() : CimValue::string(name));
    Q_EMIT completeChanged();
}

void NamePage::showSystem()
{
    const Console &console = m_wizard.console();
    m_systems->clear();
    for (const ConnectionSpec &spec : console.book.systems()) {
        if (!console.connections.connection(spec.id)
            || StorageFacts(console.inventory, spec.id).service().isEmpty())
            continue;
        m_systems->addItem(
            spec.site.isEmpty() ? spec.name : tr("%1 · %2").arg(spec.name, spec.site), spec.id);
    }
    m_systems->setCurrentIndex(m_systems->findData(m_wizard.systemId()));
    m_systems->setVisible(m_systems->count() > 1);
    m_onlySystem->setVisible(m_systems->count() <= 1);
    m_onlySystem->setText(m_wizard.systemName());
    m_hint->setText(tr("Optional. Leave it blank and %1 chooses a name. Up to %2 characters.")
                        .arg(m_wizard.systemName(), locale().toString(longestName)));
    m_heading->setText(tr("Pools already on %1").arg(m_wizard.systemName()));

    m_pools->clear();
    m_pools->setHorizontalHeaderLabels({tr("Pool"), tr("Size"), tr("Filled"), tr("State")});
    m_pools->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QStringList names;
    for (const PoolFacts &pool : StorageFacts(console.inventory, m_wizard.systemId()).pools()) {
        if (pool.primordial)
            continue;
        names.append(pool.name);
        auto *name = new QStandardItem(pool.name);
        name->setData(u"pool"_s, IconRole);
        auto *size = new QStandardItem(formatSize(pool.total));
        size->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto *filled = new QStandardItem;
        filled->setData(QVariant::fromValue(pool.used()), UsedRole);
        filled->setData(QVariant::fromValue(pool.total), TotalRole);
        filled->setData(QVariant::fromValue(pool.heldByPools), ChildUsedRole);
        auto *state = new QStandardItem;
        state->setData(int(pool.state), StateRole);
        m_pools->appendRow({name, size, filled, state});
    }
    m_name->setOthers(names);
    QHeaderView *header = m_view->header();
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setStretchLastSection(false);
    header->resizeSection(2, fontMetrics().averageCharWidth() * 20);
    header->resizeSection(3, fontMetrics().averageCharWidth() * 22);
    m_view->setAccessibleName(m_heading->text());
    m_view->setVisible(!names.isEmpty());
    m_noPools->setVisible(names.isEmpty());
    static_cast<QVBoxLayout *>(layout())->setStretch(layout()->count() - 1,
                                                     names.isEmpty() ? 1 : 0);
}

} // namespace Cistern
