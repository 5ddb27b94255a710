@D7 @wip
Feature: D7 Statistics of our pages are our own, and by consent
  Addresses are cut short before they are stored, no page asks anybody but us, and beacons in e-mail are for those who opted
  in.

  Scenario: A visit without and with consent
    When Maria visits without having opted in
    Then nothing about her visit is stored
    When she opts in and visits again
    Then the visit is stored with a shortened address, and no page asked a third party
