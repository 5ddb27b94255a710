@S6
Feature: S6 Data are encrypted at rest with AES-256, under a key of each person's own
  What a person's data say is in no file that we write: not in the database and its logs, not in a dump, not in a log, not in an
  uploaded file, not in the memory image of a crash.

  Scenario: Planted values are found nowhere
    Given Maria has connected direct measurements and shares her weight and heart rate with Harbour Clinic
    And values that occur nowhere else are planted through every door: User Key, samples, record names, an uploaded file, and a maker's answers
    When the database writes everything to disk
    Then the values are in no file of the data directory
    And the values are in no dump of either database
    And the values are in no log of the server
    But Harbour Clinic reads them back exactly

  Scenario: The search itself can find
    When a value is written to the data directory on purpose
    Then the search finds it

  Scenario: Keys are per person, and none is stored bare
    Given Maria has connected direct measurements and shares her weight with Harbour Clinic
    And Ines has connected direct measurements and shares her weight with Harbour Clinic
    Then Maria and Ines have different wrapped keys, in a database apart from the data

  Scenario: With another root key nothing starts, lest new data be locked away with the wrong one
    Given an installation with data that has been stopped
    Then with another root key the server does not start

  Scenario: Without the root key nothing starts, and none is made beside existing data
    Given an installation with data that has been stopped
    Then without the root key's file the server does not start

  Scenario: No crash leaves a memory image
    When a server crashes
    Then no memory image of it is written where another program's is
