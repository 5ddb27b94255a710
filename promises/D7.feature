@D7
Feature: D7 Statistics of our pages are our own, and by consent
  Addresses are cut short before they are stored, no page asks anybody but us, and beacons in e-mail are for those who opted
  in.

  Scenario: A visit without consent
    When Maria visits without having chosen
    Then no cookie is set and nothing is stored

  Scenario: A visit with consent
    Given no visit is stored yet
    When Maria opts in and visits "/trust", coming from "news.example"
    Then the visit is counted as "/trust" from "news.example", without time, number or address
    And her address is in no file of the database, nor in the log

  Scenario: Pages about somebody's health are never counted
    Given no visit is stored yet
    When Maria opts in and visits "/", coming from "news.example"
    And Maria visits a page that shows her own data
    Then no visit is counted

  Scenario: Opting out deletes what was counted
    Given no visit is stored yet
    When Maria opts in and visits "/", coming from "news.example"
    And Maria opts out again
    Then her visits are gone

  Scenario: A browser that begins to say no by itself is opted out
    Given no visit is stored yet
    When Maria opts in and visits "/", coming from "news.example"
    Given Maria's browser sends Global Privacy Control
    When Maria visits every page
    Then her visits are gone

  Scenario: No page may load from anybody but us
    Given Maria has come in from Harbour Clinic
    Then the answers to Maria hold no beacon, and no page names another site to load from
